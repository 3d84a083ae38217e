/** Fetches what a person sent from the platform's own servers and from nowhere else, without any credential. */
import type { ChannelDeps, DownloadOutcome, MediaReference } from '../channel.ts';
import { readRefusal } from './answer.ts';
import { LARGEST_FILE } from './content/limits.ts';

/** 100 MiB over a line of 1 MiB/s, and some patience. */
const TIMEOUT_MS = 120_000;
const GOOGLE = /(^|\.)(googleapis\.com|googleusercontent\.com|google\.com)$/;

/** Whether files may come from there; besides Google's hosts the one that stands in for them. */
export function mayFetch(address: string, baseUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  if (URL.canParse(baseUrl) && url.origin === new URL(baseUrl).origin) return true;
  return url.protocol === 'https:' && url.port === '' && GOOGLE.test(url.hostname);
}

export async function downloadFile(
  { fetch, clock }: Pick<ChannelDeps, 'fetch' | 'clock'>,
  baseUrl: string,
  media: MediaReference,
  signal: AbortSignal,
): Promise<DownloadOutcome> {
  if (!mayFetch(media.externalId, baseUrl))
    return { kind: 'permanent', code: 'media_refused', detail: 'The file is not kept by Google.' };
  const outcome = await fetch({
    method: 'GET',
    url: media.externalId,
    headers: {},
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: LARGEST_FILE,
    signal,
  });
  if (outcome.kind === 'response' && outcome.status === 200) {
    const mime = outcome.headers['content-type'] ?? media.mime ?? 'application/octet-stream';
    return { kind: 'ok', mime, size: outcome.body.length, body: onePiece(outcome.body) };
  }
  if (outcome.kind === 'failed' && outcome.reason === 'too_large')
    return { kind: 'permanent', code: 'media_refused', detail: 'The file is larger than 100 MiB.' };
  const { kind, code, detail } = readRefusal(outcome, { now: clock.now(), clean: withoutAddresses });
  return kind === 'permanent' ? { kind, code: 'media_refused', detail } : { kind: 'retryable', code, detail };
}

/** Addresses of files are secrets of the person who sent them. */
const withoutAddresses = (words: string): string => words.replaceAll(/https?:\S+/g, '***').slice(0, 200);

async function* onePiece(bytes: Buffer): AsyncIterable<Uint8Array> {
  yield bytes;
}
