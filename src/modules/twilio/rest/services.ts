/** Messaging Services: pools of senders with what is common to them. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseInput } from '../../../platform/http-server/parse-input.ts';
import { Problem } from '../../../platform/problem.ts';
import type { TwilioDeps } from '../deps.ts';
import { iso8601 } from '../dialect/dates.ts';
import { metaPage } from '../dialect/meta-page.ts';
import { sidOfUuid, uuidOfSid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import { deleteService, findService, listServices, putService, type ServiceRow } from '../queries.ts';
import { audited } from './audited.ts';
import type { Caller } from './caller.ts';
import { checkUrl } from './url.ts';

export type Resource = Record<string, unknown>;

const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');
/** The other parameters of Twilio (sticky sender, encoding, geo-match…) have no effect here. */
const Change = z.object({
  FriendlyName: z.string().min(1).max(64).optional(),
  InboundRequestUrl: z.string().max(2_000).optional(),
  InboundMethod: z.enum(['GET', 'POST']).optional(),
  StatusCallback: z.string().max(2_000).optional(),
  ValidityPeriod: z.coerce.number().int().min(1).max(36_000).optional(),
  Usecase: z
    .enum(['notifications', 'marketing', 'verification', 'discussion', 'poll', 'undeclared'])
    .optional(),
  UseInboundWebhookOnNumber: Flag.optional(),
});

export const serviceUrl = (publicUrl: string, id: string): string =>
  `${publicUrl}/v1/Services/${sidOfUuid('MG', id)}`;

function serviceResource({ accountSid }: Caller, publicUrl: string, row: ServiceRow): Resource {
  const url = serviceUrl(publicUrl, row.id);
  return {
    account_sid: accountSid,
    sid: sidOfUuid('MG', row.id),
    friendly_name: row.friendly_name,
    date_created: iso8601(row.created_at),
    date_updated: iso8601(row.updated_at),
    inbound_request_url: row.inbound_request_url,
    inbound_method: row.inbound_method,
    fallback_url: null,
    fallback_method: 'POST',
    status_callback: row.status_callback,
    sticky_sender: true,
    mms_converter: false,
    smart_encoding: false,
    scan_message_content: 'inherit',
    fallback_to_long_code: false,
    area_code_geomatch: false,
    synchronous_validation: true,
    validity_period: row.validity_period,
    usecase: row.usecase,
    us_app_to_person_registered: false,
    use_inbound_webhook_on_number: row.use_inbound_webhook_on_number,
    url,
    links: {
      phone_numbers: `${url}/PhoneNumbers`,
      alpha_senders: `${url}/AlphaSenders`,
      channel_senders: `${url}/ChannelSenders`,
    },
  };
}

export async function requireService(
  deps: TwilioDeps,
  { workspaceId }: Caller,
  sid: string,
): Promise<ServiceRow> {
  const id = uuidOfSid('MG', sid);
  const [row] =
    id === undefined ? [] : await deps.db.queryInWorkspace(workspaceId, findService, [workspaceId, id]);
  if (row === undefined) throw new Problem(twilioErrors.not_found, { field: 'Sid' });
  return row;
}

export async function fetchService(deps: TwilioDeps, caller: Caller, sid: string): Promise<Resource> {
  return serviceResource(caller, deps.publicUrl, await requireService(deps, caller, sid));
}

export async function listServiceResources(deps: TwilioDeps, caller: Caller): Promise<Resource> {
  const rows = await deps.db.queryInWorkspace(caller.workspaceId, listServices, [caller.workspaceId]);
  const items = rows.map((row) => serviceResource(caller, deps.publicUrl, row));
  return metaPage('services', items, `${deps.publicUrl}/v1/Services`);
}

/** Makes a service, or changes what is given of one; from now on this account signs its callbacks. */
export async function saveService(
  deps: TwilioDeps,
  caller: Caller,
  fields: unknown,
  before?: ServiceRow,
): Promise<Resource> {
  const input = parseInput(Change, fields);
  const name = input.FriendlyName ?? before?.friendly_name;
  if (name === undefined) throw new Problem(twilioErrors.parameter_invalid, { field: 'FriendlyName' });
  if (input.InboundRequestUrl) checkUrl(deps, 'InboundRequestUrl', input.InboundRequestUrl);
  if (input.StatusCallback) checkUrl(deps, 'StatusCallback', input.StatusCallback);
  const { workspaceId, accountId } = caller;
  const id = before?.id ?? randomUUID();
  const change = { type: 'twilio_service.saved', resource: sidOfUuid('MG', id) } as const;
  const data = { changed: Object.keys(input) };
  const values = [
    workspaceId,
    id,
    accountId,
    name,
    input.Usecase ?? before?.usecase ?? 'undeclared',
    (input.InboundRequestUrl ?? before?.inbound_request_url) || null,
    input.InboundMethod ?? before?.inbound_method ?? 'POST',
    (input.StatusCallback ?? before?.status_callback) || null,
    input.ValidityPeriod ?? before?.validity_period ?? 36_000,
    input.UseInboundWebhookOnNumber ?? before?.use_inbound_webhook_on_number ?? false,
  ] as const;
  const [row] = await audited(deps, caller, { ...change, data }, (tx) => tx.query(putService, [...values]));
  if (row === undefined) throw new Error('twilio.service was not written');
  return serviceResource(caller, deps.publicUrl, row);
}

export async function removeService(deps: TwilioDeps, caller: Caller, sid: string): Promise<void> {
  const { id } = await requireService(deps, caller, sid);
  const change = { type: 'twilio_service.deleted', resource: sidOfUuid('MG', id) } as const;
  await audited(deps, caller, change, (tx) => tx.query(deleteService, [caller.workspaceId, id]));
}
