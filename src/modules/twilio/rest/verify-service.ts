/** Verify services: what codes are sent for, and in whose name. */
import { z } from 'zod';
import { parseInput } from '../../../platform/http-server/parse-input.ts';
import { Problem } from '../../../platform/problem.ts';
import {
  changeService,
  CreateService,
  createService,
  getService,
  listServiceViews,
  removeService,
  type Service,
  UpdateService,
} from '../../verify/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { iso8601 } from '../dialect/dates.ts';
import { metaPage } from '../dialect/meta-page.ts';
import { publicIdOfSid, sidOfPublicId } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import type { Caller } from './caller.ts';
import type { Resource } from './services.ts';

/** The other parameters of Twilio (push, TOTP, PSD2, templates…) have no effect here. */
const Made = z.object({
  FriendlyName: z.string().min(1).max(30),
  CodeLength: z.coerce.number().int().min(4).max(10).optional(),
});

/** `VA…` → `vsv_…` */
export const verifyServiceId = (sid: string): string => {
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
    date_created: iso8601(new Date(one.createdAt)),
    date_updated: iso8601(new Date(one.updatedAt)),
    url,
    links: {
      verifications: `${url}/Verifications`,
      verification_checks: `${url}/VerificationCheck`,
      rate_limits: `${url}/RateLimits`,
    },
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

/** What is given of the name and the length changes; of codes under way, neither. */
export async function updateVerifyService(
  deps: TwilioDeps,
  caller: Caller,
  sid: string,
  fields: unknown,
): Promise<Resource> {
  const { FriendlyName: name, CodeLength: codeLength } = parseInput(Made.partial(), fields);
  if (name === undefined && codeLength === undefined) return fetchVerifyService(deps, caller, sid);
  const named = name === undefined ? {} : { name, brand: name };
  const wish = parseInput(UpdateService, codeLength === undefined ? named : { ...named, codeLength });
  return serviceResource(
    deps,
    caller,
    await changeService(deps.verify, caller.actor, verifyServiceId(sid), wish),
  );
}

export async function listVerifyServices(deps: TwilioDeps, caller: Caller): Promise<Resource> {
  const items = (await listServiceViews(deps.verify, caller.actor)).map((one) =>
    serviceResource(deps, caller, one),
  );
  return metaPage('services', items, `${deps.publicUrl}/v2/Services`);
}

export const fetchVerifyService = async (deps: TwilioDeps, caller: Caller, sid: string): Promise<Resource> =>
  serviceResource(deps, caller, await getService(deps.verify, caller.actor, verifyServiceId(sid)));

export const removeVerifyService = (deps: TwilioDeps, caller: Caller, sid: string): Promise<void> =>
  removeService(deps.verify, caller.actor, verifyServiceId(sid));
