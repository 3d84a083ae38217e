import { Readable } from 'node:stream';
import { type Actor, requireWorkspace } from '../../accounts/index.ts';
import type { LiveHub } from './live-hub.ts';

/** Comments that keep proxies from closing an idle stream. */
const HEARTBEAT_MS = 15_000;
/** A console that reads slower than this many bytes wait is cut off; it reconnects and reloads. */
const MOST_BUFFERED = 256 * 1024;

/**
 * Server-sent events (WHATWG HTML, section 9.2) of the actor's workspace, until the caller
 * goes or `mayStay` says otherwise; it is asked with every heartbeat, so a revoked session ends.
 */
export function watchLive(live: LiveHub, actor: Actor, mayStay: () => Promise<boolean>): Readable {
  const workspaceId = requireWorkspace(actor);
  const stream = new Readable({ read: () => undefined });
  const say = (text: string): void => {
    if (stream.readableLength > MOST_BUFFERED) stream.destroy();
    else stream.push(text);
  };
  say('retry: 2000\n\n');
  const stop = live.subscribe(workspaceId, (event) =>
    say(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
  );
  const heartbeat = setInterval(() => {
    say(': here\n\n');
    mayStay().then(
      (stays) => {
        if (!stays) stream.destroy();
      },
      () => stream.destroy(),
    );
  }, HEARTBEAT_MS);
  heartbeat.unref();
  stream.on('close', () => {
    stop();
    clearInterval(heartbeat);
  });
  return stream;
}
