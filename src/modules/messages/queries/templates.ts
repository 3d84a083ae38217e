import { defineQuery } from '../../../platform/db.ts';

/** Columns as `platform/pg-arrays.ts` makes them. */
export const insertUsedTemplates = defineQuery<
  [workspaceId: string, messageIds: Buffer, templateIds: Buffer, versions: Buffer, languages: Buffer]
>(
  'messages.insert_used_templates',
  `insert into messages.message_template (workspace_id, message_id, template_id, version, language)
   select $1, message_id, template_id, version, language
   from unnest($2::bigint[], $3::uuid[], $4::integer[], $5::text[]) as u (message_id, template_id, version, language)`,
);

export interface UsedTemplateRow {
  readonly template_id: string;
  readonly version: number;
  readonly language: string;
}

export const findUsedTemplate = defineQuery<[workspaceId: string, messageId: string], UsedTemplateRow>(
  'messages.find_used_template',
  `select template_id, version, language from messages.message_template where workspace_id = $1 and message_id = $2`,
);
