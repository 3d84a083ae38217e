/** The account itself, and the numbers of the workspace: where answers to them go is set here. */
import { z } from 'zod';
import { parseInput } from '../../../platform/http-server/parse-input.ts';
import { type Route, routeFor } from '../../../platform/http-server/route.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../../accounts/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { rfc2822 } from '../dialect/dates.ts';
import { twilioDialect as dialect } from '../dialect/dialect.ts';
import { Form, Resource } from '../dialect/shapes.ts';
import { twilioErrors } from '../errors.ts';
import { findAccount, listNumbers, type NumberRow, putNumber } from '../queries.ts';
import { audited } from './audited.ts';
import { type Caller, requireCaller } from './caller.ts';
import { requireSender, type Sender, senderSid, sendersOf } from './senders.ts';
import { checkUrl } from './url.ts';

const route = routeFor<Actor>();
const READ = { name: 'twilio-read', limit: 6_000, windowSeconds: 60 } as const;
const WRITE = { name: 'twilio-write', limit: 3_000, windowSeconds: 60 } as const;
const ACCOUNT = '/2010-04-01/Accounts/{AccountSid}';
const withoutEnding = (sid: string): string => sid.replace(/\.json$/, '');
const Account = z.object({ AccountSid: z.string().max(64).transform(withoutEnding) });
const One = Account.extend({ Sid: z.string().max(64).transform(withoutEnding) });
const Filter = z.object({ PhoneNumber: z.string().max(64).optional() });
/** What else the libraries may set (voice, addresses) has no effect here. */
const Change = z.object({
  FriendlyName: z.string().max(64).optional(),
  SmsUrl: z.string().max(2_000).optional(),
  SmsMethod: z.enum(['GET', 'POST']).optional(),
});

function numberResource(
  { accountSid }: Caller,
  sender: Sender,
  row: NumberRow | undefined,
): Record<string, unknown> {
  const sid = senderSid(sender);
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    capabilities: { fax: false, mms: false, sms: true, voice: false },
    date_created: rfc2822(sender.created_at.toISOString()),
    date_updated: rfc2822((row?.updated_at ?? sender.created_at).toISOString()),
    friendly_name: row?.friendly_name ?? sender.address,
    phone_number: sender.address,
    sid,
    sms_method: row?.sms_method ?? 'POST',
    sms_url: row?.sms_url ?? '',
    status: 'in-use',
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${sid}.json`,
  };
}

async function rowsOf(deps: TwilioDeps, { workspaceId }: Caller): Promise<Map<string, NumberRow>> {
  const rows = await deps.db.queryInWorkspace(workspaceId, listNumbers, [workspaceId]);
  return new Map(rows.map((row) => [row.sender_id, row]));
}

async function listResources(
  deps: TwilioDeps,
  caller: Caller,
  phoneNumber: string | undefined,
): Promise<Record<string, unknown>> {
  const rows = await rowsOf(deps, caller);
  const senders = await sendersOf(deps, caller, 'PN');
  const wanted = senders.filter(({ address }) => phoneNumber === undefined || address.includes(phoneNumber));
  const uri = `/2010-04-01/Accounts/${caller.accountSid}/IncomingPhoneNumbers.json`;
  return {
    incoming_phone_numbers: wanted.map((sender) => numberResource(caller, sender, rows.get(sender.id))),
    page: 0,
    page_size: Math.max(50, wanted.length),
    start: 0,
    end: Math.max(0, wanted.length - 1),
    uri,
    first_page_uri: uri,
    next_page_uri: null,
    previous_page_uri: null,
  };
}

async function fetchResource(deps: TwilioDeps, caller: Caller, sid: string) {
  const sender = await requireSender(deps, caller, 'PN', (one) => senderSid(one) === sid);
  return numberResource(caller, sender, (await rowsOf(deps, caller)).get(sender.id));
}

async function changeResource(
  deps: TwilioDeps,
  caller: Caller,
  sid: string,
  fields: unknown,
): Promise<Record<string, unknown>> {
  const input = parseInput(Change, fields);
  const sender = await requireSender(deps, caller, 'PN', (one) => senderSid(one) === sid);
  if (input.SmsUrl) checkUrl(deps, 'SmsUrl', input.SmsUrl);
  const row = (await rowsOf(deps, caller)).get(sender.id);
  const { workspaceId, accountId } = caller;
  const values = [
    workspaceId,
    sender.id,
    accountId,
    input.FriendlyName ?? row?.friendly_name ?? null,
    (input.SmsUrl ?? row?.sms_url) || null,
    input.SmsMethod ?? row?.sms_method ?? 'POST',
  ] as const;
  const data = { changed: Object.keys(input) };
  await audited(deps, caller, { type: 'twilio_number.saved', resource: sid, data }, (tx) =>
    tx.query(putNumber, [...values]),
  );
  return fetchResource(deps, caller, sid);
}

async function accountResource(deps: TwilioDeps, { workspaceId, accountId, accountSid }: Caller) {
  const [row] = await deps.db.queryInWorkspace(workspaceId, findAccount, [workspaceId, accountId]);
  if (row === undefined) throw new Problem(twilioErrors.not_found);
  const uri = `/2010-04-01/Accounts/${accountSid}`;
  const at = rfc2822(row.created_at.toISOString());
  return {
    // Shown once, when it was made.
    auth_token: '',
    date_created: at,
    date_updated: at,
    friendly_name: row.name,
    owner_account_sid: accountSid,
    sid: accountSid,
    status: 'active',
    subresource_uris: {
      messages: `${uri}/Messages.json`,
      incoming_phone_numbers: `${uri}/IncomingPhoneNumbers.json`,
    },
    type: row.mode === 'live' ? 'Full' : 'Trial',
    uri: `${uri}.json`,
  };
}

// biome-ignore format: one route per line is the point of this file
export const numberRoutes = (deps: TwilioDeps): Route[] => [
  route({ method: 'GET', path: ACCOUNT, operation: 'twilioFetchAccount', summary: 'The account that signs in', permission: 'messages:read', rate: READ, dialect, params: Account, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await accountResource(deps, requireCaller(deps, actor, params.AccountSid)) }) }),
  route({ method: 'GET', path: `${ACCOUNT}/IncomingPhoneNumbers.json`, operation: 'twilioListNumbers', summary: 'Numbers of the workspace', permission: 'senders:read', rate: READ, dialect, params: Account, query: Filter, response: { 200: Resource }, handler: async ({ actor }, { params, query }) => ({ status: 200, body: await listResources(deps, requireCaller(deps, actor, params.AccountSid), query.PhoneNumber) }) }),
  route({ method: 'GET', path: `${ACCOUNT}/IncomingPhoneNumbers/{Sid}`, operation: 'twilioFetchNumber', summary: 'One number', permission: 'senders:read', rate: READ, dialect, params: One, response: { 200: Resource }, handler: async ({ actor }, { params }) => ({ status: 200, body: await fetchResource(deps, requireCaller(deps, actor, params.AccountSid), params.Sid) }) }),
  route({ method: 'POST', path: `${ACCOUNT}/IncomingPhoneNumbers/{Sid}`, operation: 'twilioUpdateNumber', summary: 'Where answers to a number go', permission: 'webhooks:manage', rate: WRITE, dialect, params: One, body: Form, response: { 200: Resource }, handler: async ({ actor }, { params, body }) => ({ status: 200, body: await changeResource(deps, requireCaller(deps, actor, params.AccountSid), params.Sid, body) }) }),
];
