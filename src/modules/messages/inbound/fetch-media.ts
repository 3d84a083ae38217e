/**
 * Fetches the files that people sent: the message is stored and acknowledged first, because a provider's file server
 * may be slow or away for hours. Providers keep files for days, so eight tries spread over one.
 */
import { z } from 'zod';
import type { DownloadOutcome, MediaReference } from '../../../channels/channel.ts';
import { MediaKind } from '../../../lib/message-content.ts';
import type { Database } from '../../../platform/db.ts';
import type { EventBus } from '../../../platform/events/event.ts';
import type { IdSource, PublicIds } from '../../../platform/ids.ts';
import type { Logger } from '../../../platform/log.ts';
import { put, remove } from '../../../platform/storage/files.ts';
import type { OpenChannel } from '../../routing/index.ts';
import { claimMedia, finishMedia, postponeMedia } from '../queries/inbound.ts';
import type { LiveHub } from '../read/live-hub.ts';

const TICK_MS = 2_000;
/** Files at a time in one process. */
const AT_ONCE = 4;
/** 100 MiB over a slow line; `LEASE` is longer, so that nobody else starts the same meanwhile. */
const DEADLINE_MS = 120_000;
const LEASE_SECONDS = 180;
const MAX_BYTES = 100 * 1024 * 1024;
/** Waits after tries 1…7. */
const BACKOFF_SECONDS = [5, 30, 120, 600, 3_600, 4 * 3_600, 12 * 3_600];

export interface FetchDeps {
  /** Worker role; every statement names its workspace. */
  readonly db: Database;
  /** Files stand under row-level security. */
  readonly apiDb: Database;
  readonly ids: IdSource;
  readonly publicIds: PublicIds;
  readonly bus: EventBus;
  readonly live: LiveHub;
  readonly log: Logger;
  /** The open connections of this process. */
  readonly channels: () => readonly OpenChannel[];
}

export interface MediaFetcher {
  /** Something came in just now. */
  wake(): void;
  stop(): Promise<void>;
}

const Reference = z.object({
  externalId: z.string(),
  kind: MediaKind,
  mime: z.string().optional(),
  sha256: z.string().optional(),
});

export function startMediaFetcher(deps: FetchDeps): MediaFetcher {
  const abort = new AbortController();
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let claiming: Promise<void> | undefined;

  function look(delayMs: number): void {
    if (abort.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      claiming ??= claim()
        .catch((error: unknown) => deps.log.warn({ err: error }, 'files of customers wait for the database'))
        .finally(() => {
          claiming = undefined;
          look(TICK_MS);
        });
    }, delayMs);
  }

  async function claim(): Promise<void> {
    const channels = new Map(
      deps
        .channels()
        .flatMap((one) => (one.connection.download === undefined ? [] : [[one.id, one] as const])),
    );
    const room = AT_ONCE - running.size;
    if (channels.size === 0 || room <= 0) return;
    const rows = await deps.db.query(claimMedia, [[...channels.keys()], LEASE_SECONDS, room]);
    for (const row of rows) {
      const channel = channels.get(row.channel_id);
      if (channel === undefined) continue;
      const work = fetchOne(deps, channel, row, abort.signal)
        .catch((error: unknown) => deps.log.warn({ err: error }, 'a file of a customer was not stored'))
        .finally(() => {
          running.delete(work);
          look(0);
        });
      running.add(work);
    }
  }

  look(TICK_MS);
  return {
    wake: () => look(0),
    async stop() {
      abort.abort();
      clearTimeout(timer);
      await claiming;
      await Promise.all(running);
    },
  };
}

interface Waiting {
  readonly workspace_id: string;
  readonly message_id: string;
  readonly media: unknown;
  readonly attempt: number;
}

async function fetchOne(
  deps: FetchDeps,
  channel: OpenChannel,
  row: Waiting,
  stopping: AbortSignal,
): Promise<void> {
  const media = Reference.parse(row.media);
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(DEADLINE_MS)]);
  const fetched = await download(deps, channel, row, media, signal);
  if (stopping.aborted && !fetched.ok) return;
  if (fetched.ok || !fetched.again || row.attempt > BACKOFF_SECONDS.length) return finish(deps, row, fetched);
  const wait = BACKOFF_SECONDS[row.attempt - 1] ?? LEASE_SECONDS;
  await deps.db.query(postponeMedia, [row.workspace_id, row.message_id, wait]);
}

type Fetched =
  | { readonly ok: true; readonly file: bigint; readonly mime: string }
  | { readonly ok: false; readonly again: boolean; readonly problem: string };

async function download(
  deps: FetchDeps,
  channel: OpenChannel,
  row: Waiting,
  media: z.infer<typeof Reference>,
  signal: AbortSignal,
): Promise<Fetched> {
  const reference: MediaReference = {
    externalId: media.externalId,
    kind: media.kind,
    ...(media.mime === undefined ? {} : { mime: media.mime }),
    ...(media.sha256 === undefined ? {} : { sha256: media.sha256 }),
  };
  const outcome: DownloadOutcome | undefined = await channel.connection.download?.(reference, signal);
  if (outcome === undefined) return { ok: false, again: false, problem: 'media_refused' };
  if (outcome.kind !== 'ok') return { ok: false, again: outcome.kind === 'retryable', problem: outcome.code };
  try {
    const stored = await put(deps.apiDb, deps.ids, {
      workspaceId: row.workspace_id,
      purpose: 'media',
      name: `${media.kind}-${deps.publicIds.encode('msg', BigInt(row.message_id)).slice(-8)}`,
      mime: outcome.mime,
      maxBytes: MAX_BYTES,
      body: outcome.body,
    });
    if (!stored.ok) return { ok: false, again: false, problem: stored.reason };
    const { file } = stored;
    if (media.sha256 === undefined || media.sha256 === file.sha256)
      return { ok: true, file: file.id, mime: file.mime };
    await remove(deps.apiDb, row.workspace_id, file.id);
    return { ok: false, again: true, problem: 'checksum' };
  } catch (error) {
    deps.log.warn({ err: error }, 'a download broke off');
    return { ok: false, again: true, problem: 'connection_lost' };
  }
}

/** The message tells how it went; whoever watches it hears of it. */
async function finish(deps: FetchDeps, row: Waiting, fetched: Fetched): Promise<void> {
  const { workspace_id: workspaceId, message_id: id } = row;
  const change = fetched.ok
    ? { file: deps.publicIds.encode('file', fetched.file), mime: fetched.mime, problem: null }
    : { file: null, problem: fetched.problem };
  const publicId = deps.publicIds.encode('msg', BigInt(id));
  const kept = await deps.db.transaction(async (tx) => {
    const done = await tx.query(finishMedia, [workspaceId, id, JSON.stringify(change)]);
    if (done.length === 0) return false;
    await deps.bus.publish(tx, [
      {
        type: fetched.ok ? 'message.media_stored' : 'message.media_failed',
        workspaceId,
        actor: { kind: 'system', id: 'media' },
        resource: publicId,
        data: fetched.ok ? { mime: fetched.mime } : { problem: fetched.problem },
      },
    ]);
    return true;
  });
  // Erased meanwhile, or somebody was faster.
  if (!kept && fetched.ok) await remove(deps.apiDb, workspaceId, fetched.file);
  if (kept) deps.live.publish(workspaceId, { type: 'message.changed', id: publicId });
}
