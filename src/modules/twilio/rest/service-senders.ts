/** The senders in a pool: phone numbers, and alphanumeric ones. Both are senders that the workspace registered. */
import { z } from 'zod';
import { parseInput } from '../../../platform/http-server/parse-input.ts';
import { Problem } from '../../../platform/problem.ts';
import type { TwilioDeps } from '../deps.ts';
import { iso8601 } from '../dialect/dates.ts';
import { metaPage } from '../dialect/meta-page.ts';
import { sidOfUuid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import {
  deleteServiceSender,
  insertServiceSender,
  listServiceSenders,
  type ServiceRow,
  type ServiceSenderRow,
} from '../queries.ts';
import { audited } from './audited.ts';
import type { Caller } from './caller.ts';
import { requireSender, type Sender, senderSid, sendersOf } from './senders.ts';
import { type Resource, requireService, serviceUrl } from './services.ts';

export type PoolKind = 'PN' | 'AI';
const KEY = { PN: 'phone_numbers', AI: 'alpha_senders' } as const;
const PATH = { PN: 'PhoneNumbers', AI: 'AlphaSenders' } as const;
const Added = z.object({
  PhoneNumberSid: z.string().max(64).optional(),
  AlphaSender: z.string().max(64).optional(),
});

const poolChange = ({ id }: ServiceRow) =>
  ({ type: 'twilio_service.pool_changed', resource: sidOfUuid('MG', id) }) as const;

interface Pool {
  readonly caller: Caller;
  readonly service: ServiceRow;
  readonly kind: PoolKind;
}

function resource(
  deps: TwilioDeps,
  { caller, service, kind }: Pool,
  sender: Sender,
  row: ServiceSenderRow,
): Resource {
  const at = iso8601(row.created_at);
  const sid = senderSid(sender);
  return {
    sid,
    account_sid: caller.accountSid,
    service_sid: sidOfUuid('MG', service.id),
    date_created: at,
    date_updated: at,
    capabilities: ['SMS'],
    url: `${serviceUrl(deps.publicUrl, service.id)}/${PATH[kind]}/${sid}`,
    ...(kind === 'PN'
      ? { phone_number: sender.address, country_code: 'ID' }
      : { alpha_sender: sender.address }),
  };
}

async function membersOf(deps: TwilioDeps, pool: Pool): Promise<Resource[]> {
  const { caller, service, kind } = pool;
  const rows = await deps.db.queryInWorkspace(caller.workspaceId, listServiceSenders, [
    caller.workspaceId,
    service.id,
  ]);
  const senders = new Map((await sendersOf(deps, caller, kind)).map((sender) => [sender.id, sender]));
  return rows.flatMap((row) => {
    const sender = senders.get(row.sender_id);
    return sender === undefined ? [] : [resource(deps, pool, sender, row)];
  });
}

export async function listMembers(
  deps: TwilioDeps,
  caller: Caller,
  serviceSid: string,
  kind: PoolKind,
): Promise<Resource> {
  const service = await requireService(deps, caller, serviceSid);
  const items = await membersOf(deps, { caller, service, kind });
  return metaPage(KEY[kind], items, `${serviceUrl(deps.publicUrl, service.id)}/${PATH[kind]}`);
}

export async function fetchMember(
  deps: TwilioDeps,
  caller: Caller,
  { serviceSid, kind, sid }: { readonly serviceSid: string; readonly kind: PoolKind; readonly sid: string },
): Promise<Resource> {
  const service = await requireService(deps, caller, serviceSid);
  const member = (await membersOf(deps, { caller, service, kind })).find((one) => one['sid'] === sid);
  if (member === undefined) throw new Problem(twilioErrors.not_found, { field: 'Sid' });
  return member;
}

/** By the number's SID, or by the alphanumeric name itself; only senders that are there already. */
export async function addMember(
  deps: TwilioDeps,
  caller: Caller,
  {
    serviceSid,
    kind,
    fields,
  }: { readonly serviceSid: string; readonly kind: PoolKind; readonly fields: unknown },
): Promise<Resource> {
  const { PhoneNumberSid, AlphaSender } = parseInput(Added, fields);
  const service = await requireService(deps, caller, serviceSid);
  const sender = (await sendersOf(deps, caller, kind)).find((one) =>
    kind === 'PN' ? senderSid(one) === PhoneNumberSid : one.address === AlphaSender,
  );
  if (sender === undefined)
    throw new Problem(twilioErrors.sender_unknown, {
      field: kind === 'PN' ? 'PhoneNumberSid' : 'AlphaSender',
    });
  const { workspaceId } = caller;
  const data = { added: senderSid(sender) };
  await audited(deps, caller, { ...poolChange(service), data }, (tx) =>
    tx.query(insertServiceSender, [workspaceId, service.id, sender.id]),
  );
  return fetchMember(deps, caller, { serviceSid, kind, sid: senderSid(sender) });
}

export async function removeMember(
  deps: TwilioDeps,
  caller: Caller,
  { serviceSid, kind, sid }: { readonly serviceSid: string; readonly kind: PoolKind; readonly sid: string },
): Promise<void> {
  const service = await requireService(deps, caller, serviceSid);
  const { id } = await requireSender(deps, caller, kind, (one) => senderSid(one) === sid);
  const { workspaceId } = caller;
  const data = { removed: sid };
  const [gone] = await audited(deps, caller, { ...poolChange(service), data }, (tx) =>
    tx.query(deleteServiceSender, [workspaceId, service.id, id]),
  );
  if (gone === undefined) throw new Problem(twilioErrors.not_found, { field: 'Sid' });
}
