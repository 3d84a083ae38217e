/** `Channels/Senders` of messaging.twilio.com: the WhatsApp numbers, and where answers to them go. */
import { z } from 'zod';
import { parseInput } from '../../../platform/http-server/parse-input.ts';
import { Problem } from '../../../platform/problem.ts';
import { writeAddress } from '../dialect/addresses.ts';
import type { TwilioDeps } from '../deps.ts';
import { metaPage } from '../dialect/meta-page.ts';
import { twilioErrors } from '../errors.ts';
import { putNumber } from '../queries.ts';
import { audited } from '../rest/audited.ts';
import type { Caller } from '../rest/caller.ts';
import { checkUrl } from '../rest/url.ts';
import { learntNumbers, type WhatsAppNumber } from './numbers.ts';

type Resource = Record<string, unknown>;

/** Numbers, their names and their pictures are set up at Meta and on the channel's page; here only their webhook. */
const Change = z.strictObject({
  webhook: z
    .strictObject({
      callback_url: z.string().max(2_000).optional(),
      callback_method: z.enum(['GET', 'POST']).optional(),
    })
    .optional(),
});

/** Written as Twilio writes it; by its channel's name until the provider has told the number. */
export const senderAddress = ({ number, name }: WhatsAppNumber): string =>
  writeAddress({ medium: 'whatsapp', address: number ?? name });

function resource(publicUrl: string, one: WhatsAppNumber): Resource {
  return {
    sid: one.sid,
    status: one.enabled ? 'ONLINE' : 'OFFLINE',
    sender_id: senderAddress(one),
    friendly_name: one.name,
    configuration: { waba_id: null, verification_method: null, verification_code: null },
    webhook: {
      callback_url: one.row?.sms_url ?? null,
      callback_method: one.row?.sms_method ?? 'POST',
      fallback_url: null,
      fallback_method: 'POST',
      status_callback_url: null,
      status_callback_method: 'POST',
    },
    profile: { name: one.name },
    properties: null,
    offline_reasons: null,
    compliance: null,
    url: `${publicUrl}/v2/Channels/Senders/${one.sid}`,
  };
}

async function requireOne(deps: TwilioDeps, caller: Caller, sid: string): Promise<WhatsAppNumber> {
  const found = (await learntNumbers(deps, caller)).find((one) => one.sid === sid);
  if (found === undefined) throw new Problem(twilioErrors.not_found, { field: 'Sid' });
  return found;
}

export async function listChannelSenders(
  deps: TwilioDeps,
  caller: Caller,
  channel: string | undefined,
): Promise<Resource> {
  const numbers = channel === undefined || channel === 'whatsapp' ? await learntNumbers(deps, caller) : [];
  const items = numbers.map((one) => resource(deps.publicUrl, one));
  return metaPage('senders', items, `${deps.publicUrl}/v2/Channels/Senders`);
}

export const fetchChannelSender = async (deps: TwilioDeps, caller: Caller, sid: string): Promise<Resource> =>
  resource(deps.publicUrl, await requireOne(deps, caller, sid));

/** From now on this account signs what is brought to the address. */
export async function updateChannelSender(
  deps: TwilioDeps,
  caller: Caller,
  sid: string,
  fields: unknown,
): Promise<Resource> {
  const { webhook = {} } = parseInput(Change, fields);
  const one = await requireOne(deps, caller, sid);
  if (webhook.callback_url) checkUrl(deps, 'webhook.callback_url', webhook.callback_url);
  const { workspaceId, accountId } = caller;
  const values = [
    workspaceId,
    one.id,
    accountId,
    one.number,
    (webhook.callback_url ?? one.row?.sms_url) || null,
    webhook.callback_method ?? one.row?.sms_method ?? 'POST',
  ] as const;
  const data = { changed: Object.keys(webhook) };
  await audited(deps, caller, { type: 'twilio_number.saved', resource: sid, data }, (tx) =>
    tx.query(putNumber, [...values]),
  );
  return fetchChannelSender(deps, caller, sid);
}
