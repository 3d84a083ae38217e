/**
 * Meta wants to see a sample of the picture or file in a template's header; it takes it through the Resumable Upload
 * API and gives a handle. Source: https://developers.facebook.com/docs/graph-api/guides/upload
 */
import { z } from 'zod';
import type { ChannelDeps, SendError } from '../../channel.ts';
import type { Graph } from '../graph/graph.ts';

const Session = z.looseObject({ id: z.string().regex(/^upload:[\w%:.=&?-]{1,500}$/) });
const Handle = z.looseObject({ h: z.string().min(1) });

const TIMEOUT_MS = 60_000;

export interface SampleDeps {
  readonly graph: Graph;
  readonly deps: Pick<ChannelDeps, 'openFile'>;
  readonly appId: string;
}

export async function uploadSample(
  { graph, deps, appId }: SampleDeps,
  fileId: string,
  signal: AbortSignal,
): Promise<string | SendError> {
  if (appId === '') return invalid("A sample file needs the app's ID in the channel's settings.");
  const file = await deps.openFile(fileId);
  if (file === undefined) return invalid('The sample file does not exist any more.');
  const query = new URLSearchParams({
    file_name: file.name,
    file_length: String(file.size),
    file_type: file.mime,
  }).toString();
  const common = { method: 'POST', timeoutMs: TIMEOUT_MS, signal } as const;
  const opened = await graph.call({ ...common, path: `${appId}/uploads?${query}` });
  if (opened.kind === 'error') return opened.error;
  const session = Session.safeParse(opened.body);
  if (!session.success) return unread();
  const sent = await graph.call({
    ...common,
    path: session.data.id,
    scheme: 'OAuth',
    upload: { headers: { file_offset: '0', 'content-length': String(file.size) }, bytes: file.body() },
  });
  if (sent.kind === 'error') return sent.error;
  const handle = Handle.safeParse(sent.body);
  return handle.success ? handle.data.h : unread();
}

const invalid = (detail: string): SendError => ({ kind: 'permanent', code: 'media_refused', detail });
const unread = (): SendError => ({
  kind: 'retryable',
  code: 'provider_error',
  detail: 'Meta took the sample and gave no handle for it.',
});
