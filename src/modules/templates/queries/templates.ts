import { defineQuery } from '../../../platform/db.ts';

export interface TemplateRow {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly default_language: string;
  readonly draft: unknown;
  readonly version: number;
  /** Of the newest version. */
  readonly design: unknown;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const TEMPLATE = `t.id, t.name, t.slug, t.default_language, t.draft, t.version, v.design, t.created_at, t.updated_at`;
const TEMPLATE_FROM = `templates.template t
  left join templates.version v on v.workspace_id = t.workspace_id and v.template_id = t.id and v.number = t.version`;

/** At most 250 a workspace. */
export const listTemplates = defineQuery<[workspaceId: string], TemplateRow>(
  'templates.list_templates',
  `select ${TEMPLATE} from ${TEMPLATE_FROM}
   where t.workspace_id = $1 and t.archived_at is null order by t.updated_at desc, t.id`,
);

export const findTemplate = defineQuery<[workspaceId: string, id: string], TemplateRow>(
  'templates.find_template',
  `select ${TEMPLATE} from ${TEMPLATE_FROM} where t.workspace_id = $1 and t.id = $2 and t.archived_at is null`,
);

/** Archived ones too: messages name them. */
export const findTemplateName = defineQuery<
  [workspaceId: string, id: string],
  { readonly name: string; readonly version: number }
>(
  'templates.find_template_name',
  'select name, version from templates.template where workspace_id = $1 and id = $2',
);

/** So that two people who publish make two versions, not one. */
export const lockTemplate = defineQuery<[workspaceId: string, id: string], { readonly id: string }>(
  'templates.lock_template',
  'select id from templates.template where workspace_id = $1 and id = $2 and archived_at is null for update',
);

export const insertTemplate = defineQuery<
  [workspaceId: string, id: string, name: string, slug: string, language: string, draft: string]
>(
  'templates.insert_template',
  `insert into templates.template (workspace_id, id, name, slug, default_language, draft)
   values ($1, $2, $3, $4, $5, $6::jsonb)`,
);

export const updateTemplate = defineQuery<
  [workspaceId: string, id: string, name: string, language: string, draft: string | null]
>(
  'templates.update_template',
  `update templates.template set name = $3, default_language = $4, draft = $5::jsonb, updated_at = clock_timestamp()
   where workspace_id = $1 and id = $2`,
);

export const insertVersion = defineQuery<
  [workspaceId: string, templateId: string, number: number, design: string, by: string]
>(
  'templates.insert_version',
  `insert into templates.version (workspace_id, template_id, number, design, published_by)
   values ($1, $2, $3, $4::jsonb, $5)`,
);

export const markPublished = defineQuery<[workspaceId: string, id: string, number: number]>(
  'templates.mark_published',
  `update templates.template set version = $3, draft = null, updated_at = clock_timestamp()
   where workspace_id = $1 and id = $2`,
);

export const archiveTemplate = defineQuery<[workspaceId: string, id: string]>(
  'templates.archive_template',
  `update templates.template set archived_at = now(), updated_at = clock_timestamp() where workspace_id = $1 and id = $2`,
);

export interface VersionRow {
  readonly template_id: string;
  readonly number: number;
  readonly design: unknown;
  readonly published_at: Date;
  readonly published_by: string;
}

export const listVersions = defineQuery<[workspaceId: string, templateId: string], VersionRow>(
  'templates.list_versions',
  `select template_id, number, design, published_at, published_by from templates.version
   where workspace_id = $1 and template_id = $2 order by number desc limit 100`,
);

export const findVersion = defineQuery<[workspaceId: string, templateId: string, number: number], VersionRow>(
  'templates.find_version',
  `select template_id, number, design, published_at, published_by from templates.version
   where workspace_id = $1 and template_id = $2 and number = $3`,
);

/** Changes with everything that a book holds; read every 2 s per workspace that sends templates. */
export const findBookStamp = defineQuery<[workspaceId: string], { readonly stamp: string }>(
  'templates.find_book_stamp',
  `select concat_ws(' ',
     (select concat(count(*), ' ', max(updated_at)) from templates.template where workspace_id = $1),
     (select concat(count(*), ' ', max(state_at), ' ', max(seen_at)) from templates.approval where workspace_id = $1)) as stamp`,
);

export interface BookRow {
  readonly id: string;
  readonly slug: string;
  readonly default_language: string;
  readonly version: number;
  readonly number: number | null;
  readonly design: unknown;
}

/** The last 20 versions of each template: whoever names an older one is told that it is unknown. */
export const listBook = defineQuery<[workspaceId: string], BookRow>(
  'templates.list_book',
  `select t.id, t.slug, t.default_language, t.version, v.number, v.design from templates.template t
   left join templates.version v
     on v.workspace_id = t.workspace_id and v.template_id = t.id and v.number > t.version - 20
   where t.workspace_id = $1 and t.archived_at is null`,
);
