/** verify.twilio.com, version 2, on the verification that this installation has anyway. */
import { z } from 'zod';
import { parseInput } from '../../../platform/http-server/parse-input.ts';
import type { RequestContext } from '../../../platform/http-server/route.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../../accounts/index.ts';
import {
  cancelPending,
  checkById,
  CreateService,
  createService,
  getService,
  getVerification,
  listServiceViews,
  listVerificationViews,
  removeService,
  type Service,
  startVerification,
  type Verification,
} from '../../verify/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { metaPage } from '../dialect/meta-page.ts';
import { sidOfPublicId, publicIdOfSid, verificationIdOf, verificationSid } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import type { Caller } from './caller.ts';
import type { Resource } from './services.ts';

const Start = z.strictObject({
  To: z.string().min(1).max(64),
  Channel: z.enum(['sms', 'auto', 'email', 'whatsapp']),
  /** The service decides the language; what the person's device is, is nothing that changes the code. */
  Locale: z.string().max(16).optional(),
  RiskCheck: z.string().max(16).optional(),
  Tags: z.string().max(1_000).optional(),
  DeviceIp: z.union([z.ipv4(), z.ipv6()]).optional(),
});
const Check = z.object({
  Code: z.string().min(4).max(10),
  To: z.string().min(1).max(64).optional(),
  VerificationSid: z.string().max(64).optional(),
});
const Made = z.object({
  FriendlyName: z.string().min(1).max(30),
  CodeLength: z.coerce.number().int().min(4).max(10).optional(),
});

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
  const started = await startVerification(deps.verify, context, {
    service: serviceId(service),
    to: input.To,
    channel: input.Channel,
    ...(input.DeviceIp === undefined ? {} : { ip: input.DeviceIp }),
  });
  return verificationResource(deps, caller, started);
}

/** By SID, or the newest one of a number: Twilio's libraries take either. */
async function find(deps: TwilioDeps, caller: Caller, service: string, name: string): Promise<Verification> {
  const id = verificationIdOf(name);
  const found =
    id === undefined
      ? (await listVerificationViews(deps.verify, caller.actor, { phone: name, limit: 20 })).items.find(
          (one) => one.service === serviceId(service),
        )
      : await getVerification(deps.verify, caller.actor, id);
  if (found === undefined || found.service !== serviceId(service))
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

const serviceId = (sid: string): string => {
  const id = publicIdOfSid('VA', 'vsv', sid);
  if (id === undefined) throw new Problem(twilioErrors.not_found, { field: 'ServiceSid' });
  return id;
};

function serviceResource(deps: TwilioDeps, { accountSid }: Caller, one: Service): Resource {
  const sid = sidOfPublicId('VA', 'vsv', one.id);
  const url = `${deps.publicUrl}/v2/Services/${sid}`;
  return {
    sid,
    account_sid: accountSid,
    friendly_name: one.name,
    code_length: one.codeLength,
    lookup_enabled: false,
    psd2_enabled: false,
    skip_sms_to_landlines: true,
    dtmf_input_required: false,
    tts_name: null,
    do_not_share_warning_enabled: true,
    custom_code_enabled: false,
    push: {},
    totp: {},
    default_template_sid: null,
    whatsapp: { msg_service_sid: null, from: null },
    passkeys: {},
    verify_event_subscription_enabled: false,
    date_created: seconds(one.createdAt),
    date_updated: seconds(one.updatedAt),
    url,
    links: { verifications: `${url}/Verifications`, verification_checks: `${url}/VerificationCheck` },
  };
}

/** The name stands in the texts, as with Twilio. */
export async function createVerifyService(
  deps: TwilioDeps,
  caller: Caller,
  fields: unknown,
): Promise<Resource> {
  const { FriendlyName: name, CodeLength: codeLength } = parseInput(Made, fields);
  const wish = { name, brand: name, ...(codeLength === undefined ? {} : { codeLength }) };
  const made = await createService(deps.verify, caller.actor, parseInput(CreateService, wish));
  return serviceResource(deps, caller, made);
}

export async function listVerifyServices(deps: TwilioDeps, caller: Caller): Promise<Resource> {
  const items = (await listServiceViews(deps.verify, caller.actor)).map((one) =>
    serviceResource(deps, caller, one),
  );
  return metaPage('services', items, `${deps.publicUrl}/v2/Services`);
}

export const fetchVerifyService = async (deps: TwilioDeps, caller: Caller, sid: string): Promise<Resource> =>
  serviceResource(deps, caller, await getService(deps.verify, caller.actor, serviceId(sid)));

export const removeVerifyService = (deps: TwilioDeps, caller: Caller, sid: string): Promise<void> =>
  removeService(deps.verify, caller.actor, serviceId(sid));
