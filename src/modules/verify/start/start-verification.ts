import type { z } from 'zod';
import { MOST_OTP_SEGMENTS } from '../../../lib/otp-text.ts';
import { parsePhone } from '../../../lib/phone.ts';
import type { RequestContext } from '../../../platform/http-server/route.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type { ResendVerification, StartVerification, Verification } from '../contract.ts';
import type { VerifyDeps } from '../deps.ts';
import { verifyErrors } from '../errors.ts';
import { addressOf } from '../limits/places.ts';
import { countRateLimits } from '../rate-limits/count-uses.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { requireVerification } from '../read/list-verifications.ts';
import { verificationView } from '../read/verification-view.ts';
import type { KnownService } from '../services/known-services.ts';
import type { Started, StartRequest } from './flush-starts.ts';
import { otpText, segmentsOf } from './otp-message.ts';

type Input = z.output<typeof StartVerification>;

/** `POST /v1/verifications`. Answers once the verification and its message are stored, in one commit. */
export async function startVerification(
  deps: VerifyDeps,
  context: RequestContext<Actor>,
  input: Input,
): Promise<Verification> {
  const workspaceId = requireWorkspace(context.actor);
  const service = await deps.services.require(workspaceId, input.service);
  const purpose = requirePurpose(service, input.purpose);
  requireChannel(input.channel);
  const { phone, operator } = requireRecipient(service, input.to);
  return send(deps, context, input, { service, purpose, phone, operator, resendOf: undefined });
}

/** Another code for a pending one; the one before is dead, and wrong checks are not forgiven. */
export async function resendVerification(
  deps: VerifyDeps,
  context: RequestContext<Actor>,
  publicId: string,
  input: z.output<typeof ResendVerification>,
): Promise<Verification> {
  const workspaceId = requireWorkspace(context.actor);
  requireChannel(input.channel);
  const { id, row } = await requireVerification(deps, workspaceId, publicId);
  const service = await deps.services.require(workspaceId, publicIdOfUuid('vsv', row.service_id), 'id');
  const { phone, operator, purpose } = row;
  return send(deps, context, input, { service, purpose, phone, operator, resendOf: id });
}

interface Wish {
  readonly service: KnownService;
  readonly purpose: string;
  readonly phone: string;
  readonly operator: string | null;
  readonly resendOf: bigint | undefined;
}

async function send(
  deps: VerifyDeps,
  context: RequestContext<Actor>,
  input: Pick<Input, 'ip' | 'locale' | 'appHash' | 'rateLimits'>,
  wish: Wish,
): Promise<Verification> {
  const since = deps.clock.monotonic();
  const { actor } = context;
  const workspaceId = requireWorkspace(actor);
  const { purpose, operator } = wish;
  const { service, label } = wordingFor(wish.service, purpose, input);
  const segments = segmentsOf(otpText(service, label, '0'.repeat(service.codeLength)));
  if (input.appHash !== undefined && segments > MOST_OTP_SEGMENTS)
    throw new Problem(verifyErrors.text_refused, { field: 'appHash', detail: 'Faults: too_many_segments.' });
  if (input.rateLimits !== undefined)
    await countRateLimits(deps, workspaceId, service.uuid, input.rateLimits);
  const price = await deps.priceOf(workspaceId, { operator, segments });
  const request: StartRequest = {
    service,
    phone: wish.phone,
    operator,
    purpose,
    resendOf: wish.resendOf,
    channel: 'sms',
    // Headers are never asked: the server already knows which hop to believe.
    ip: service.clientIp === 'connection' ? addressOf(context.ip) : input.ip && addressOf(input.ip),
    cost: price?.amount ?? 0,
    currency: price?.currency ?? 'IDR',
    label,
    by: {
      actor: actorRef(actor).id,
      sandboxOnly: actor.kind === 'key' && actor.mode === 'test',
      locale: context.locale,
      since,
    },
  };
  const started = await deps.ledger.start(workspaceId, request);
  if (started.outcome !== 'sent') throw refusalOf(started, deps.clock.now());
  return verificationView({ publicIds: deps.publicIds, now: deps.clock.now() }, started.row);
}

/** As this one text shall be. Labels are in the service's language only, so a text in the other one has none. */
function wordingFor(
  service: KnownService,
  purpose: string,
  wanted: Pick<Input, 'locale' | 'appHash'>,
): { readonly service: KnownService; readonly label: string } {
  const label = service.purposes.find(({ name }) => name === purpose)?.label ?? purpose;
  if (wanted.locale === undefined && wanted.appHash === undefined) return { service, label };
  const locale = wanted.locale ?? service.locale;
  const appHash = wanted.appHash ?? service.appHash;
  return { service: { ...service, locale, appHash }, label: locale === service.locale ? label : '' };
}

function requirePurpose(service: KnownService, wanted: string | undefined): string {
  const found =
    wanted === undefined ? service.purposes[0] : service.purposes.find(({ name }) => name === wanted);
  if (found === undefined) throw new Problem(verifyErrors.purpose_unknown, { field: 'purpose' });
  return found.name;
}

function requireChannel(channel: Input['channel']): void {
  if (channel === 'email' || channel === 'whatsapp')
    throw new Problem(verifyErrors.channel_not_available, { field: 'channel' });
}

/** Mobile numbers of the service's countries: no premium, shared-cost or satellite number, whose owner earns by the message. */
export function requireRecipient(
  service: Pick<KnownService, 'countries'>,
  to: string,
): { readonly phone: string; readonly operator: string | null } {
  const phone = parsePhone(to);
  if (!phone.ok)
    throw new Problem(verifyErrors.recipient_invalid, {
      field: 'to',
      detail: `The number is ${phone.reason.replaceAll('_', ' ')}.`,
    });
  if (!service.countries.includes(phone.country))
    throw new Problem(verifyErrors.country_not_allowed, {
      field: 'to',
      detail: phone.country === 'ZZ' ? 'It belongs to no country.' : `It belongs to ${phone.country}.`,
    });
  if (phone.kind !== 'mobile' && phone.kind !== 'fixed_line_or_mobile')
    throw new Problem(verifyErrors.recipient_invalid, {
      field: 'to',
      detail: `The number is a ${phone.kind.replaceAll('_', ' ')}.`,
    });
  return { phone: phone.e164, operator: phone.operator ?? null };
}

const LIMIT_WORDS = {
  numberGapSeconds: 'this number just got a code',
  numberHour: 'codes to this number within an hour',
  numberDay: 'codes to this number within a day',
  ipHour: 'codes asked for from this address within an hour',
  subnetHour: 'codes asked for from this network within an hour',
  prefixHour: 'codes to numbers of this prefix within an hour',
  workspaceHour: 'codes of the workspace within an hour',
  spendHour: 'spending of the workspace within an hour',
} as const;

function refusalOf(started: Exclude<Started, { outcome: 'sent' }>, now: number): unknown {
  if (started.outcome === 'refused') return started.problem;
  if (started.outcome === 'not_pending') return new Problem(verifyErrors.not_pending, { field: 'id' });
  if (started.outcome === 'limited') {
    const { limit, retryMs } = started.hit;
    return new Problem(verifyErrors.send_limit, {
      detail: `${limit}: ${LIMIT_WORDS[limit]}.`,
      retryAfterSeconds: Math.max(1, Math.ceil(retryMs / 1000)),
    });
  }
  const { id, reason, expiresAt } = started.block;
  return new Problem(verifyErrors.blocked, {
    detail: `${reason}, ${publicIdOfUuid('vbl', id)}.`,
    retryAfterSeconds: Math.max(1, Math.ceil((expiresAt - now) / 1000)),
  });
}
