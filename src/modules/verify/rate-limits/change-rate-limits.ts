/** Rate limits of a service: what companies count for themselves, beside what the service limits anyway. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../../../lib/uuid.ts';
import type { Transaction } from '../../../platform/db.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type {
  CreateRateLimit,
  RateBucket,
  RateBucketInput,
  RateLimit,
  UpdateRateLimit,
} from '../contract.ts';
import type { VerifyDeps } from '../deps.ts';
import { verifyErrors } from '../errors.ts';
import * as queries from '../queries/rate-limits.ts';

const MOST_LIMITS = 20;
const MOST_BUCKETS = 10;

/** Public ids; a limit is found by its name as well. */
export interface LimitPlace {
  readonly service: string;
  readonly limit: string;
}
export interface BucketPlace extends LimitPlace {
  readonly bucket: string;
}

interface Scope {
  readonly workspaceId: string;
  /** UUID */
  readonly service: string;
}

export async function listRateLimitViews(
  deps: VerifyDeps,
  actor: Actor,
  service: string,
): Promise<RateLimit[]> {
  const scope = await scopeOf(deps, actor, service);
  return deps.db.inWorkspace(scope.workspaceId, (tx) => viewsOf(tx, scope));
}

export async function getRateLimit(deps: VerifyDeps, actor: Actor, place: LimitPlace): Promise<RateLimit> {
  const scope = await scopeOf(deps, actor, place.service);
  return deps.db.inWorkspace(scope.workspaceId, async (tx) => limitIn(await viewsOf(tx, scope), place.limit));
}

export async function createRateLimit(
  deps: VerifyDeps,
  actor: Actor,
  service: string,
  input: z.output<typeof CreateRateLimit>,
): Promise<RateLimit> {
  const id = randomUUID();
  const { name, description, buckets } = input;
  return changing(deps, actor, service, async (tx, scope, tell) => {
    if ((await viewsOf(tx, scope)).length >= MOST_LIMITS) throw new Problem(verifyErrors.rate_limits_full);
    const made = await tx.query(queries.insertRateLimit, [
      scope.workspaceId,
      id,
      scope.service,
      name,
      description,
    ]);
    if (made.length === 0) throw new Problem(verifyErrors.rate_limit_exists, { field: 'name' });
    for (const bucket of buckets)
      tx.send(queries.insertRateBucket, bucketColumns(scope, randomUUID(), id, bucket));
    await tell('verify_rate_limit.created', publicIdOfUuid('vrl', id), { name, service, buckets });
    return limitIn(await viewsOf(tx, scope), name);
  });
}

/** A bucket whose interval stays keeps what it has counted. What is not told, or as it was, changes nothing. */
export const changeRateLimit = (
  deps: VerifyDeps,
  actor: Actor,
  place: LimitPlace,
  input: z.output<typeof UpdateRateLimit>,
): Promise<RateLimit> =>
  changing(deps, actor, place.service, async (tx, scope, tell) => {
    const before = limitIn(await viewsOf(tx, scope), place.limit);
    const { id, name } = before;
    const { description = before.description, buckets = before.buckets } = input;
    const isDescribed = description !== before.description;
    const isCounted = replaceBuckets(tx, scope, before, buckets);
    if (!isDescribed && !isCounted) return before;
    await tx.query(queries.describeRateLimit, [scope.workspaceId, uuidOf('vrl', id), description]);
    const changed = [...(isDescribed ? ['description'] : []), ...(isCounted ? ['buckets'] : [])];
    const kept = isCounted ? { from: before.buckets.map(bare), to: buckets.map(bare) } : {};
    await tell('verify_rate_limit.changed', id, { name, changed, ...kept });
    return limitIn(await viewsOf(tx, scope), id);
  });

const bare = ({ max, intervalSeconds }: RateBucketInput): RateBucketInput => ({ max, intervalSeconds });

/** Whether anything is another. */
function replaceBuckets(
  tx: Transaction,
  scope: Scope,
  before: RateLimit,
  wanted: readonly RateBucketInput[],
): boolean {
  const { workspaceId } = scope;
  const left = new Map(before.buckets.map((bucket) => [bucket.intervalSeconds, bucket]));
  let isChanged = false;
  for (const bucket of wanted) {
    const known = left.get(bucket.intervalSeconds);
    left.delete(bucket.intervalSeconds);
    if (known?.max === bucket.max) continue;
    isChanged = true;
    if (known === undefined)
      tx.send(queries.insertRateBucket, bucketColumns(scope, randomUUID(), uuidOf('vrl', before.id), bucket));
    else
      tx.send(queries.updateRateBucket, [
        workspaceId,
        uuidOf('vrb', known.id),
        bucket.max,
        bucket.intervalSeconds,
      ]);
  }
  for (const { id } of left.values()) tx.send(queries.deleteRateBucket, [workspaceId, uuidOf('vrb', id)]);
  return isChanged || left.size > 0;
}

/** What it counted is forgotten with it. */
export const removeRateLimit = (deps: VerifyDeps, actor: Actor, place: LimitPlace): Promise<void> =>
  changing(deps, actor, place.service, async (tx, scope, tell) => {
    const { id, name } = limitIn(await viewsOf(tx, scope), place.limit);
    await tx.query(queries.deleteRateLimit, [scope.workspaceId, uuidOf('vrl', id)]);
    await tell('verify_rate_limit.deleted', id, { name });
  });

export const addRateBucket = (
  deps: VerifyDeps,
  actor: Actor,
  place: LimitPlace,
  input: RateBucketInput,
): Promise<{ readonly limit: RateLimit; readonly bucket: RateBucket }> => {
  const id = randomUUID();
  return changing(deps, actor, place.service, async (tx, scope, tell) => {
    const { id: limit, name, buckets } = limitIn(await viewsOf(tx, scope), place.limit);
    if (buckets.length >= MOST_BUCKETS) throw new Problem(verifyErrors.rate_buckets_full);
    const columns = bucketColumns(scope, id, uuidOf('vrl', limit), input);
    if ((await tx.query(queries.insertRateBucket, columns)).length === 0)
      throw new Problem(verifyErrors.rate_bucket_exists, { field: 'intervalSeconds' });
    await tell('verify_rate_limit.changed', limit, { name, changed: ['buckets'], added: input });
    return bucketIn(limitIn(await viewsOf(tx, scope), limit), publicIdOfUuid('vrb', id));
  });
};

/** Over another interval it begins to count anew. */
export const changeRateBucket = (
  deps: VerifyDeps,
  actor: Actor,
  place: BucketPlace,
  input: { readonly max?: number | undefined; readonly intervalSeconds?: number | undefined },
): Promise<{ readonly limit: RateLimit; readonly bucket: RateBucket }> =>
  changing(deps, actor, place.service, async (tx, scope, tell) => {
    const { limit, bucket } = bucketIn(limitIn(await viewsOf(tx, scope), place.limit), place.bucket);
    const { max = bucket.max, intervalSeconds = bucket.intervalSeconds } = input;
    const columns = [scope.workspaceId, uuidOf('vrb', bucket.id), max, intervalSeconds] as const;
    if ((await tx.query(queries.updateRateBucket, [...columns])).length === 0)
      throw new Problem(verifyErrors.rate_bucket_exists, { field: 'intervalSeconds' });
    const from = { max: bucket.max, intervalSeconds: bucket.intervalSeconds };
    const to = { max, intervalSeconds };
    await tell('verify_rate_limit.changed', limit.id, { name: limit.name, changed: ['buckets'], from, to });
    return bucketIn(limitIn(await viewsOf(tx, scope), limit.id), bucket.id);
  });

export const removeRateBucket = (deps: VerifyDeps, actor: Actor, place: BucketPlace): Promise<void> =>
  changing(deps, actor, place.service, async (tx, scope, tell) => {
    const { limit, bucket } = bucketIn(limitIn(await viewsOf(tx, scope), place.limit), place.bucket);
    await tx.query(queries.deleteRateBucket, [scope.workspaceId, uuidOf('vrb', bucket.id)]);
    const { max, intervalSeconds } = bucket;
    await tell('verify_rate_limit.changed', limit.id, {
      name: limit.name,
      changed: ['buckets'],
      removed: { max, intervalSeconds },
    });
  });

/** Throws `verify.rate_bucket_not_found`. */
export function bucketIn(limit: RateLimit, id: string) {
  const bucket = limit.buckets.find((one) => one.id === id);
  if (bucket === undefined) throw new Problem(verifyErrors.rate_bucket_not_found, { field: 'bucket' });
  return { limit, bucket };
}

function limitIn(limits: readonly RateLimit[], idOrName: string): RateLimit {
  const found = limits.find(({ id, name }) => id === idOrName || name === idOrName);
  if (found === undefined) throw new Problem(verifyErrors.rate_limit_not_found, { field: 'limit' });
  return found;
}

async function scopeOf(deps: VerifyDeps, actor: Actor, publicId: string): Promise<Scope> {
  const workspaceId = requireWorkspace(actor);
  return { workspaceId, service: (await deps.services.require(workspaceId, publicId, 'id')).uuid };
}

interface Fact {
  readonly type: 'verify_rate_limit.created' | 'verify_rate_limit.changed' | 'verify_rate_limit.deleted';
}
type Tell = (type: Fact['type'], resource: string, data: object) => Promise<void>;

/** Makes a change and tells the audit trail, in one transaction. */
async function changing<T>(
  deps: VerifyDeps,
  actor: Actor,
  service: string,
  work: (tx: Transaction, scope: Scope, tell: Tell) => Promise<T>,
): Promise<T> {
  const scope = await scopeOf(deps, actor, service);
  const { workspaceId } = scope;
  return deps.db.inWorkspace(workspaceId, (tx) =>
    work(tx, scope, (type, resource, data) =>
      deps.bus.publish(tx, [{ type, workspaceId, actor: actorRef(actor), resource, data: { ...data } }]),
    ),
  );
}

const bucketColumns = (
  { workspaceId }: Scope,
  id: string,
  limit: string,
  { max, intervalSeconds }: RateBucketInput,
): [string, string, string, number, number] => [workspaceId, id, limit, max, intervalSeconds];

/** Of an id that was read just now. */
const uuidOf = (prefix: 'vrl' | 'vrb', publicId: string): string => uuidOfPublicId(prefix, publicId) ?? '';

async function viewsOf(tx: Transaction, { workspaceId, service }: Scope): Promise<RateLimit[]> {
  const [limits, buckets] = await Promise.all([
    tx.query(queries.listRateLimits, [workspaceId, service]),
    tx.query(queries.listRateBuckets, [workspaceId, service]),
  ]);
  return limits.map((limit) => ({
    id: publicIdOfUuid('vrl', limit.id),
    name: limit.name,
    description: limit.description,
    buckets: buckets.filter((one) => one.rate_limit_id === limit.id).map(bucketView),
    createdAt: limit.created_at.toISOString(),
    updatedAt: limit.updated_at.toISOString(),
  }));
}

const bucketView = (row: queries.RateBucketRow): RateBucket => ({
  id: publicIdOfUuid('vrb', row.id),
  max: row.most,
  intervalSeconds: row.interval_seconds,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
