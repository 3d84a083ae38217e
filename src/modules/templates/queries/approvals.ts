import { defineQuery } from '../../../platform/db.ts';
import type { ApprovalState } from '../contract.ts';

export interface ApprovalRow {
  readonly id: string;
  readonly channel_id: string;
  readonly name: string;
  readonly language: string;
  readonly template_id: string | null;
  readonly version: number | null;
  readonly category: 'authentication' | 'utility' | 'marketing';
  readonly provider_category: string | null;
  readonly external_id: string | null;
  readonly state: ApprovalState;
  readonly reason: string | null;
  readonly recommendation: string | null;
  readonly quality: string | null;
  readonly state_at: Date;
  readonly created_at: Date;
}

const APPROVAL = `id, channel_id, name, language, template_id, version, category, provider_category, external_id, state,
  reason, recommendation, quality, state_at, created_at`;

export const listApprovals = defineQuery<[workspaceId: string], ApprovalRow>(
  'templates.list_approvals',
  `select ${APPROVAL} from templates.approval where workspace_id = $1 order by created_at desc, id`,
);

export const listApprovalsOfTemplate = defineQuery<[workspaceId: string, templateId: string], ApprovalRow>(
  'templates.list_approvals_of_template',
  `select ${APPROVAL} from templates.approval where workspace_id = $1 and template_id = $2
   order by version desc, language, created_at`,
);

export const findApproval = defineQuery<[workspaceId: string, id: string], ApprovalRow>(
  'templates.find_approval',
  `select ${APPROVAL} from templates.approval where workspace_id = $1 and id = $2 for update`,
);

/** By the provider's id, or by name and language where that is not known yet. */
export const findApprovalAtProvider = defineQuery<
  [workspaceId: string, channelId: string, externalId: string, name: string | null, language: string | null],
  ApprovalRow
>(
  'templates.find_approval_at_provider',
  `select ${APPROVAL} from templates.approval
   where workspace_id = $1 and channel_id = $2 and (external_id = $3 or (name = $4 and language = $5))
   order by external_id = $3 desc nulls last limit 1 for update`,
);

/** A name that was used and deleted is used again. */
export const upsertApproval = defineQuery<
  [
    workspaceId: string,
    id: string,
    channelId: string,
    name: string,
    language: string,
    templateId: string,
    version: number,
    category: string,
  ],
  { readonly id: string; readonly external_id: string | null }
>(
  'templates.upsert_approval',
  `insert into templates.approval
     (workspace_id, id, channel_id, name, language, template_id, version, category, state)
   values ($1, $2, $3, $4, $5, $6, $7, $8, 'submitting')
   on conflict (workspace_id, channel_id, name, language) do update
     set template_id = excluded.template_id, version = excluded.version, category = excluded.category,
       state = 'submitting', reason = null, recommendation = null, state_at = clock_timestamp()
   returning id, external_id`,
);

/** A rejected one is mended in place: it keeps its name and gets another version. */
export const mendApproval = defineQuery<[workspaceId: string, id: string, version: number, category: string]>(
  'templates.mend_approval',
  `update templates.approval set version = $3, category = $4, state = 'submitting', reason = null,
     recommendation = null, state_at = clock_timestamp()
   where workspace_id = $1 and id = $2`,
);

export const saveState = defineQuery<
  [
    workspaceId: string,
    id: string,
    state: string,
    reason: string | null,
    recommendation: string | null,
    externalId: string | null,
    providerCategory: string | null,
    at: Date,
  ]
>(
  'templates.save_state',
  `update templates.approval set state = $3, reason = $4, recommendation = $5,
     external_id = coalesce($6, external_id), provider_category = coalesce($7, provider_category),
     state_at = $8, seen_at = clock_timestamp()
   where workspace_id = $1 and id = $2`,
);

export const saveCategory = defineQuery<[workspaceId: string, id: string, category: string]>(
  'templates.save_category',
  `update templates.approval set provider_category = $3, seen_at = clock_timestamp()
   where workspace_id = $1 and id = $2`,
);

export const saveQuality = defineQuery<[workspaceId: string, id: string, quality: string]>(
  'templates.save_quality',
  `update templates.approval set quality = $3, seen_at = clock_timestamp() where workspace_id = $1 and id = $2`,
);

export const insertStranger = defineQuery<
  [
    workspaceId: string,
    channelId: string,
    name: string,
    language: string,
    category: string,
    externalId: string,
    providerCategory: string,
    state: string,
    reason: string | null,
  ],
  { readonly id: string }
>(
  'templates.insert_stranger',
  `insert into templates.approval
     (workspace_id, channel_id, name, language, category, external_id, provider_category, state, reason, seen_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp())
   on conflict (workspace_id, channel_id, name, language) do nothing returning id`,
);

export const takeOverApproval = defineQuery<
  [workspaceId: string, id: string, templateId: string, version: number]
>(
  'templates.take_over_approval',
  `update templates.approval set template_id = $3, version = $4, seen_at = clock_timestamp()
   where workspace_id = $1 and id = $2 and template_id is null`,
);

/** Approvals that the provider should know and did not list. */
export const listUnlisted = defineQuery<
  [workspaceId: string, channelId: string, since: Date],
  { readonly id: string; readonly name: string }
>(
  'templates.list_unlisted',
  `select id, name from templates.approval
   where workspace_id = $1 and channel_id = $2 and external_id is not null
     and state not in ('submitting', 'failed', 'deleted') and coalesce(seen_at, created_at) < $3 and created_at < $3`,
);

export const markSeen = defineQuery<[workspaceId: string, id: string]>(
  'templates.mark_seen',
  `update templates.approval set seen_at = clock_timestamp() where workspace_id = $1 and id = $2`,
);

export interface ApprovalEventRow {
  readonly at: Date;
  readonly kind:
    | 'requested'
    | 'submitted'
    | 'edited'
    | 'state'
    | 'category'
    | 'quality'
    | 'failed'
    | 'adopted'
    | 'removed';
  readonly state: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly actor: string | null;
}

/** No row comes back for news that was told before. */
export const insertApprovalEvent = defineQuery<
  [
    workspaceId: string,
    approvalId: string,
    kind: string,
    state: string | null,
    reason: string | null,
    detail: string | null,
    actor: string | null,
    externalId: string | null,
  ],
  { readonly id: string }
>(
  'templates.insert_approval_event',
  `insert into templates.approval_event (workspace_id, approval_id, kind, state, reason, detail, actor, external_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
);

export const listApprovalEvents = defineQuery<[workspaceId: string, approvalId: string], ApprovalEventRow>(
  'templates.list_approval_events',
  `select at, kind, state, reason, detail, actor from templates.approval_event
   where workspace_id = $1 and approval_id = $2 order by id limit 200`,
);

/** Edits of one approval at the provider since a moment: Meta counts them. */
export const countEdits = defineQuery<
  [workspaceId: string, approvalId: string, day: Date, month: Date],
  { readonly day: string; readonly month: string }
>(
  'templates.count_edits',
  `select count(*) filter (where at > $3) as day, count(*) as month from templates.approval_event
   where workspace_id = $1 and approval_id = $2 and kind = 'edited' and at > $4`,
);
