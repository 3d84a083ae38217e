/** A provider calls the webhook address of a channel. */
import { Readable } from 'node:stream';
import type { ChannelEvent, InboundResponse } from '../../channels/channel.ts';
import { uuidOfPublicId } from '../../lib/uuid.ts';
import { requestErrors } from '../../platform/http-server/errors.ts';
import { createRateLimiter, type RateLimiter } from '../../platform/http-server/rate-limit.ts';
import type { RatePolicy, Reply, RequestContext } from '../../platform/http-server/route.ts';
import { Problem } from '../../platform/problem.ts';
import { type CallbackAddresses, type OpenChannel, routingErrors } from '../routing/index.ts';
import { messagesErrors } from './errors.ts';

/** A thousand reports with all their fields; a type whose provider sends more in one call says so. */
const MOST_BYTES = 1024 * 1024;
/** A busy channel's receipts, and far less than what would slow the others down. */
const PER_CHANNEL: RatePolicy = { name: 'callback-channel', limit: 60_000, windowSeconds: 60 };
const RETRY_SECONDS = 5;

export interface CallbackDeps {
  /** An open connection of this process. */
  readonly findOpen: (channelId: string) => OpenChannel | undefined;
  readonly emit: (channel: OpenChannel, event: ChannelEvent) => Promise<void>;
  readonly callbacks: CallbackAddresses;
  /** Whether the channel is one that another process may hold. */
  readonly isEnabled: (channelId: string) => Promise<boolean>;
}

export interface CallbackRequest {
  readonly method: 'GET' | 'POST';
  /** Public id of the channel, as it was called. */
  readonly id: string;
  /** The secret in the address; undefined for the open form. */
  readonly secret: string | undefined;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
}

export const createCallbackLimiter = (): RateLimiter => createRateLimiter(() => performance.now());

/** Hands the call to the channel's adapter, which answers after the commit. Nothing is stored for a call it does not trust. */
export async function takeCallback(
  deps: CallbackDeps,
  limiter: RateLimiter,
  context: Pick<RequestContext<unknown>, 'headers' | 'rawBody'>,
  request: CallbackRequest,
): Promise<Reply> {
  const channel = await requireOpen(deps, request.id);
  const { allowed, resetSeconds } = limiter.take(PER_CHANNEL, channel.id);
  if (!allowed) throw new Problem(requestErrors.rate_limited, { retryAfterSeconds: resetSeconds });
  if (context.rawBody.length > (channel.type.maxCallBytes ?? MOST_BYTES))
    throw new Problem(requestErrors.too_large);
  const { secret } = request;
  if (secret !== undefined && !deps.callbacks.isSecret(channel.id, secret))
    throw new Problem(messagesErrors.callback_refused);
  const query = firstValues(request.query);
  const search = new URLSearchParams(query).toString();
  const answer = await channel.connection.receive?.(
    {
      method: request.method,
      headers: firstValues(context.headers),
      query,
      body: context.rawBody,
      url: `${deps.callbacks.calledUrl(channel.id, secret)}${search === '' ? '' : `?${search}`}`,
      secretPath: secret !== undefined,
    },
    (event) => deps.emit(channel, event),
  );
  if (answer === undefined) throw new Problem(routingErrors.channel_not_found, { field: 'id' });
  return replyOf(answer);
}

/** One answer for ids that are wrong, foreign, switched off or of a type that takes no calls. */
async function requireOpen(deps: CallbackDeps, publicId: string): Promise<OpenChannel> {
  // Made where it is thrown: its stack costs more than all the rest of this function.
  const notFound = () => new Problem(routingErrors.channel_not_found, { field: 'id' });
  const id = uuidOfPublicId('chn', publicId);
  if (id === undefined) throw notFound();
  const channel = deps.findOpen(id);
  if (channel !== undefined) {
    if (channel.type.takesCalls !== true) throw notFound();
    return channel;
  }
  if (!(await deps.isEnabled(id))) throw notFound();
  throw new Problem(messagesErrors.channel_elsewhere, { retryAfterSeconds: RETRY_SECONDS });
}

function replyOf({ status, headers, body }: InboundResponse): Reply {
  if (status === 401) throw new Problem(messagesErrors.callback_refused);
  return {
    status,
    ...(headers === undefined ? {} : { headers }),
    // As bytes: not every provider wants to be answered in JSON.
    ...(body === undefined || body === '' ? {} : { stream: Readable.from([Buffer.from(body, 'utf8')]) }),
  };
}

function firstValues(
  fields: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const entries = Object.entries(fields).flatMap(([name, value]) => {
    const first = typeof value === 'string' ? value : value?.[0];
    return first === undefined ? [] : [[name, first] as const];
  });
  return Object.fromEntries(entries);
}
