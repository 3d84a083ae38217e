/** Rate limits of a Verify service and their buckets, and the values that a request gives for them. */
import { z } from 'zod';
import { parseInput } from '../../../platform/http-server/parse-input.ts';
import { Problem } from '../../../platform/problem.ts';
import {
  addRateBucket,
  bucketIn,
  changeRateBucket,
  changeRateLimit,
  CreateRateLimit,
  createRateLimit,
  getRateLimit,
  listRateLimitViews,
  RATE_LIMIT_NAME,
  type RateBucket,
  RateBucketInput,
  type RateLimit,
  RateLimitValues,
  removeRateBucket,
  removeRateLimit,
} from '../../verify/index.ts';
import type { TwilioDeps } from '../deps.ts';
import { iso8601 } from '../dialect/dates.ts';
import { metaPage } from '../dialect/meta-page.ts';
import { publicIdOfSid, sidOfPublicId } from '../dialect/sids.ts';
import { twilioErrors } from '../errors.ts';
import type { Caller } from './caller.ts';
import type { Resource } from './services.ts';
import { verifyServiceId } from './verify-service.ts';

/** As an address names them: SIDs, and for a limit its UniqueName too. */
export interface LimitPath {
  readonly Service: string;
  readonly Limit: string;
}
export interface BucketPath extends LimitPath {
  readonly Sid: string;
}

const Made = z.object({ UniqueName: z.string(), Description: z.string().max(255).optional() });
const Described = z.object({ Description: z.string().max(255).optional() });
const { max: Max, intervalSeconds: Interval } = RateBucketInput.shape;
const Bucket = z.object({ Max: z.coerce.number().pipe(Max), Interval: z.coerce.number().pipe(Interval) });

const limitPlace = ({ Service, Limit }: LimitPath) => ({
  service: verifyServiceId(Service),
  limit: publicIdOfSid('RK', 'vrl', Limit) ?? Limit,
});
const bucketPlace = (path: BucketPath) => ({
  ...limitPlace(path),
  bucket: publicIdOfSid('BL', 'vrb', path.Sid) ?? path.Sid,
});
const when = (at: string): string => iso8601(new Date(at));

function limitResource(
  { publicUrl }: TwilioDeps,
  { accountSid }: Caller,
  service: string,
  one: RateLimit,
): Resource {
  const sid = sidOfPublicId('RK', 'vrl', one.id);
  const url = `${publicUrl}/v2/Services/${service}/RateLimits/${sid}`;
  return {
    sid,
    service_sid: service,
    account_sid: accountSid,
    unique_name: one.name,
    description: one.description,
    date_created: when(one.createdAt),
    date_updated: when(one.updatedAt),
    url,
    links: { buckets: `${url}/Buckets` },
  };
}

function bucketResource(
  { publicUrl }: TwilioDeps,
  { accountSid }: Caller,
  service: string,
  { limit, bucket }: { readonly limit: RateLimit; readonly bucket: RateBucket },
): Resource {
  const sid = sidOfPublicId('BL', 'vrb', bucket.id);
  const limitSid = sidOfPublicId('RK', 'vrl', limit.id);
  return {
    sid,
    rate_limit_sid: limitSid,
    service_sid: service,
    account_sid: accountSid,
    max: bucket.max,
    interval: bucket.intervalSeconds,
    date_created: when(bucket.createdAt),
    date_updated: when(bucket.updatedAt),
    url: `${publicUrl}/v2/Services/${service}/RateLimits/${limitSid}/Buckets/${sid}`,
  };
}

export async function createLimit(
  deps: TwilioDeps,
  caller: Caller,
  service: string,
  fields: unknown,
): Promise<Resource> {
  const { UniqueName: name, Description } = parseInput(Made, fields);
  if (!RATE_LIMIT_NAME.test(name))
    throw new Problem(twilioErrors.unique_name_invalid, { field: 'UniqueName' });
  const wish = parseInput(CreateRateLimit, { name, description: Description || null });
  const made = await createRateLimit(deps.verify, caller.actor, verifyServiceId(service), wish);
  return limitResource(deps, caller, service, made);
}

export async function listLimits(deps: TwilioDeps, caller: Caller, service: string): Promise<Resource> {
  const limits = await listRateLimitViews(deps.verify, caller.actor, verifyServiceId(service));
  const items = limits.map((one) => limitResource(deps, caller, service, one));
  return metaPage('rate_limits', items, `${deps.publicUrl}/v2/Services/${service}/RateLimits`);
}

export async function fetchLimit(deps: TwilioDeps, caller: Caller, path: LimitPath): Promise<Resource> {
  const one = await getRateLimit(deps.verify, caller.actor, limitPlace(path));
  return limitResource(deps, caller, path.Service, one);
}

/** Without a description nothing changes. */
export async function updateLimit(
  deps: TwilioDeps,
  caller: Caller,
  path: LimitPath,
  fields: unknown,
): Promise<Resource> {
  const { Description } = parseInput(Described, fields);
  if (Description === undefined) return fetchLimit(deps, caller, path);
  const one = await changeRateLimit(deps.verify, caller.actor, limitPlace(path), {
    description: Description || null,
  });
  return limitResource(deps, caller, path.Service, one);
}

export const removeLimit = (deps: TwilioDeps, caller: Caller, path: LimitPath): Promise<void> =>
  removeRateLimit(deps.verify, caller.actor, limitPlace(path));

export async function createBucket(
  deps: TwilioDeps,
  caller: Caller,
  path: LimitPath,
  fields: unknown,
): Promise<Resource> {
  const { Max: max, Interval: intervalSeconds } = parseInput(Bucket, fields);
  const made = await addRateBucket(deps.verify, caller.actor, limitPlace(path), { max, intervalSeconds });
  return bucketResource(deps, caller, path.Service, made);
}

export async function listBuckets(deps: TwilioDeps, caller: Caller, path: LimitPath): Promise<Resource> {
  const limit = await getRateLimit(deps.verify, caller.actor, limitPlace(path));
  const items = limit.buckets.map((bucket) => bucketResource(deps, caller, path.Service, { limit, bucket }));
  const limitSid = sidOfPublicId('RK', 'vrl', limit.id);
  const url = `${deps.publicUrl}/v2/Services/${path.Service}/RateLimits/${limitSid}/Buckets`;
  return metaPage('buckets', items, url);
}

export async function fetchBucket(deps: TwilioDeps, caller: Caller, path: BucketPath): Promise<Resource> {
  const place = bucketPlace(path);
  const limit = await getRateLimit(deps.verify, caller.actor, place);
  return bucketResource(deps, caller, path.Service, bucketIn(limit, place.bucket));
}

export async function updateBucket(
  deps: TwilioDeps,
  caller: Caller,
  path: BucketPath,
  fields: unknown,
): Promise<Resource> {
  const { Max: max, Interval: intervalSeconds } = parseInput(Bucket.partial(), fields);
  const wish = { max, intervalSeconds };
  const changed = await changeRateBucket(deps.verify, caller.actor, bucketPlace(path), wish);
  return bucketResource(deps, caller, path.Service, changed);
}

export const removeBucket = (deps: TwilioDeps, caller: Caller, path: BucketPath): Promise<void> =>
  removeRateBucket(deps.verify, caller.actor, bucketPlace(path));

/** `{"login_ip": "203.0.113.7", "account": 42}`: numbers count as they are written. */
export function readRateLimits(text: string | undefined): RateLimitValues | undefined {
  if (text === undefined) return undefined;
  const given = Values.safeParse(text);
  if (!given.success) throw new Problem(twilioErrors.rate_limits_invalid, { field: 'RateLimits' });
  return given.data;
}
const Value = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);
const Values = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'Give a JSON object.' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), Value))
  .pipe(RateLimitValues);
