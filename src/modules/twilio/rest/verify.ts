/** verify.twilio.com, version 2, on the verification that this installation has anyway. */
import { z } from 'zod';
import { parseInput } from '../../../platform/http-server/parse-input.ts';
import type { RequestContext } from '../../../platform/http-server/route.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../../accounts/index.ts';
import {
  cancelPending,
  checkById,
  getVerification,
  listVerificationViews,
  StartVerification,
  startVerification,
  type Verification,
} from '../../verify/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { sidOfPublicId, verificationIdOf, verificationSid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import type { Caller } from './caller.ts';
import type { Resource } from './services.ts';
import { readRateLimits } from './verify-limits.ts';
import { verifyServiceId } from './verify-service.ts';

const Start = z.strictObject({
  To: z.string().min(1).max(64),
  Channel: z.enum(['sms', 'auto', 'email', 'whatsapp']),
  /** `id`, `en` and their countries' (`en-GB`); in others there is no text, so the service's stands. */
  Locale: z.string().max(16).optional(),
  /** 11 characters, as Google's SMS Retriever wants them. */
  AppHash: z.string().max(64).optional(),
  /** JSON: unique names of rate limits and the values to count. */
  RateLimits: z.string().max(8_000).optional(),
  /** What the person's device is, is nothing that changes the code. */
  RiskCheck: z.string().max(16).optional(),
  Tags: z.string().max(1_000).optional(),
  DeviceIp: z.union([z.ipv4(), z.ipv6()]).optional(),
});
const Check = z.object({
  Code: z.string().min(4).max(10),
  To: z.string().min(1).max(64).optional(),
  VerificationSid: z.string().max(64).optional(),
});

const Locale = z.enum(['id', 'en']);

const STATUS: Readonly<Record<Verification['status'], string>> = {
  pending: 'pending',
  approved: 'approved',
  expired: 'expired',
  canceled: 'canceled',
  // A newer code took its place.
  replaced: 'canceled',
  burned: 'max_attempts_reached',
  not_sent: 'failed',
};

const seconds = (iso: string): string => `${iso.slice(0, 19)}Z`;

function verificationResource(deps: TwilioDeps, { accountSid }: Caller, one: Verification): Resource {
  const sid = verificationSid(one.id);
  const serviceSid = sidOfPublicId('VA', 'vsv', one.service);
  return {
    sid,
    service_sid: serviceSid,
    account_sid: accountSid,
    to: one.to,
    channel: one.channel,
    status: STATUS[one.status],
    valid: one.status === 'approved',
    lookup: {},
    amount: null,
    payee: null,
    send_code_attempts: [
      { time: seconds(one.sentAt), channel: one.channel.toUpperCase(), attempt_sid: `VL${sid.slice(2)}` },
    ],
    sna: null,
    date_created: seconds(one.createdAt),
    date_updated: seconds(one.endedAt ?? one.sentAt),
    url: `${deps.publicUrl}/v2/Services/${serviceSid}/Verifications/${sid}`,
  };
}

export async function startTwilioVerification(
  deps: TwilioDeps,
  caller: Caller,
  context: RequestContext<Actor>,
  { service, fields }: { readonly service: string; readonly fields: unknown },
): Promise<Resource> {
  const input = parseInput(Start, fields);
  const appHash = StartVerification.shape.appHash.safeParse(input.AppHash);
  if (!appHash.success) throw new Problem(twilioErrors.app_hash_invalid, { field: 'AppHash' });
  const started = await startVerification(deps.verify, context, {
    service: verifyServiceId(service),
    to: input.To,
    channel: input.Channel,
    ip: input.DeviceIp,
    locale: Locale.safeParse(input.Locale?.toLowerCase().split('-')[0]).data,
    appHash: appHash.data,
    rateLimits: readRateLimits(input.RateLimits),
  });
  return verificationResource(deps, caller, started);
}

/** By SID, or the newest one of a number: Twilio's libraries take either. */
async function find(deps: TwilioDeps, caller: Caller, service: string, name: string): Promise<Verification> {
  const id = verificationIdOf(name);
  const found =
    id === undefined
      ? (await listVerificationViews(deps.verify, caller.actor, { phone: name, limit: 20 })).items.find(
          (one) => one.service === verifyServiceId(service),
        )
      : await getVerification(deps.verify, caller.actor, id);
  if (found === undefined || found.service !== verifyServiceId(service))
    throw new Problem(twilioErrors.not_found, { field: 'Sid' });
  return found;
}

export const fetchTwilioVerification = async (
  deps: TwilioDeps,
  caller: Caller,
  service: string,
  name: string,
): Promise<Resource> => verificationResource(deps, caller, await find(deps, caller, service, name));

export async function endTwilioVerification(
  deps: TwilioDeps,
  caller: Caller,
  { service, name, fields }: { readonly service: string; readonly name: string; readonly fields: unknown },
): Promise<Resource> {
  const { Status: status } = parseInput(z.object({ Status: z.string() }), fields);
  // Saying that somebody proved it without a code is nothing that this verification can keep.
  if (status !== 'canceled') throw new Problem(twilioErrors.parameter_unsupported, { field: 'Status' });
  const { id } = await find(deps, caller, service, name);
  return verificationResource(deps, caller, await cancelPending(deps.verify, caller.actor, id));
}

/** What is over has nothing to check, as with Twilio: 404. */
export async function checkTwilioVerification(
  deps: TwilioDeps,
  caller: Caller,
  service: string,
  fields: unknown,
): Promise<Resource> {
  const input = parseInput(Check, fields);
  const name = input.VerificationSid ?? input.To;
  if (name === undefined) throw new Problem(twilioErrors.parameter_invalid, { field: 'To' });
  const before = await find(deps, caller, service, name);
  if (before.status === 'burned') throw new Problem(twilioErrors.checks_used_up);
  if (before.status !== 'pending') throw new Problem(twilioErrors.not_found, { field: 'VerificationCheck' });
  const { valid } = await checkById(deps.verify, caller.actor, before.id, input.Code);
  const after = await getVerification(deps.verify, caller.actor, before.id);
  return { ...verificationResource(deps, caller, after), valid, sna_attempts_error_codes: [] };
}
