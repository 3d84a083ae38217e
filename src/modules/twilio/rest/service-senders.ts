/** The senders in a pool: phone numbers, alphanumeric ones, and numbers of WhatsApp. All are there already. */
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
import { senderAddress } from '../whatsapp/channel-senders.ts';
import { learntNumbers } from '../whatsapp/numbers.ts';
import type { Caller } from './caller.ts';
import { senderSid, sendersOf } from './senders.ts';
import { type Resource, requireService, serviceUrl } from './services.ts';

export type PoolKind = 'PN' | 'AI' | 'XE';
const KEY = { PN: 'phone_numbers', AI: 'alpha_senders', XE: 'senders' } as const;
export const PATH = { PN: 'PhoneNumbers', AI: 'AlphaSenders', XE: 'ChannelSenders' } as const;
const FIELD = { PN: 'PhoneNumberSid', AI: 'AlphaSender', XE: 'Sid' } as const;
const Added = z.object({
  PhoneNumberSid: z.string().max(64).optional(),
  AlphaSender: z.string().max(64).optional(),
  Sid: z.string().max(64).optional(),
});

const poolChange = ({ id }: ServiceRow) =>
  ({ type: 'twilio_service.pool_changed', resource: sidOfUuid('MG', id) }) as const;

interface Pool {
  readonly caller: Caller;
  readonly service: ServiceRow;
  readonly kind: PoolKind;
}

/** What may be in a pool. */
interface Candidate {
  /** UUID of the sender, or of the channel that is a WhatsApp number. */
  readonly id: string;
  readonly sid: string;
  readonly address: string;
}

async function candidatesOf(deps: TwilioDeps, caller: Caller, kind: PoolKind): Promise<readonly Candidate[]> {
  if (kind === 'XE')
    return (await learntNumbers(deps, caller)).map((one) => ({
      id: one.id,
      sid: one.sid,
      address: senderAddress(one),
    }));
  const senders = await sendersOf(deps, caller, kind);
  return senders.map((sender) => ({ id: sender.id, sid: senderSid(sender), address: sender.address }));
}

function resource(
  deps: TwilioDeps,
  { caller, service, kind }: Pool,
  { sid, address }: Candidate,
  row: ServiceSenderRow,
): Resource {
  const at = iso8601(row.created_at);
  const common = {
    sid,
    account_sid: caller.accountSid,
    date_created: at,
    date_updated: at,
    url: `${serviceUrl(deps.publicUrl, service.id)}/${PATH[kind]}/${sid}`,
  };
  const serviceSid = sidOfUuid('MG', service.id);
  if (kind === 'XE') {
    const sender = { sender: address, sender_type: 'whatsapp', country_code: 'ID' };
    return { ...common, ...sender, messaging_service_sid: serviceSid };
  }
  const sms = { ...common, service_sid: serviceSid, capabilities: ['SMS'] };
  return kind === 'PN'
    ? { ...sms, phone_number: address, country_code: 'ID' }
    : { ...sms, alpha_sender: address };
}

async function membersOf(deps: TwilioDeps, pool: Pool): Promise<Resource[]> {
  const { caller, service, kind } = pool;
  const rows = await deps.db.queryInWorkspace(caller.workspaceId, listServiceSenders, [
    caller.workspaceId,
    service.id,
  ]);
  const known = new Map((await candidatesOf(deps, caller, kind)).map((one) => [one.id, one]));
  return rows.flatMap((row) => {
    const one = known.get(row.sender_id);
    return one === undefined ? [] : [resource(deps, pool, one, row)];
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

/** By its SID, or by the alphanumeric name itself. */
export async function addMember(
  deps: TwilioDeps,
  caller: Caller,
  {
    serviceSid,
    kind,
    fields,
  }: { readonly serviceSid: string; readonly kind: PoolKind; readonly fields: unknown },
): Promise<Resource> {
  const input = parseInput(Added, fields);
  const service = await requireService(deps, caller, serviceSid);
  const wanted = input[FIELD[kind]];
  const sender = (await candidatesOf(deps, caller, kind)).find(
    ({ sid, address }) => wanted !== undefined && (kind === 'AI' ? address : sid) === wanted,
  );
  if (sender === undefined) throw new Problem(twilioErrors.sender_unknown, { field: FIELD[kind] });
  const { workspaceId } = caller;
  const data = { added: sender.sid };
  await audited(deps, caller, { ...poolChange(service), data }, (tx) =>
    tx.query(insertServiceSender, [workspaceId, service.id, sender.id]),
  );
  return fetchMember(deps, caller, { serviceSid, kind, sid: sender.sid });
}

export async function removeMember(
  deps: TwilioDeps,
  caller: Caller,
  { serviceSid, kind, sid }: { readonly serviceSid: string; readonly kind: PoolKind; readonly sid: string },
): Promise<void> {
  const service = await requireService(deps, caller, serviceSid);
  const member = (await candidatesOf(deps, caller, kind)).find((one) => one.sid === sid);
  if (member === undefined) throw new Problem(twilioErrors.not_found, { field: 'Sid' });
  const { workspaceId } = caller;
  const data = { removed: sid };
  const [gone] = await audited(deps, caller, { ...poolChange(service), data }, (tx) =>
    tx.query(deleteServiceSender, [workspaceId, service.id, member.id]),
  );
  if (gone === undefined) throw new Problem(twilioErrors.not_found, { field: 'Sid' });
}
