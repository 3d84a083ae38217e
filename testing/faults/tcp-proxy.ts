/**
 * A TCP proxy that fails as networks do: slow, reset, half-open, refused, cut in the middle of a frame.
 * Faults may be changed at any time and concern open connections too.
 */
import { createServer, connect, type Server, type Socket } from 'node:net';

/** `up` goes to the server behind the proxy, `down` comes back from it. */
export type Direction = 'up' | 'down';

export interface TcpProxy {
  readonly port: number;
  /** Each piece arrives this much later, in order. */
  latencyMs: number;
  /** Half-open: connections stay, new ones are taken, and nothing passes, not even their end. */
  frozen: boolean;
  /** New connections are reset at once, as where nothing listens. */
  refusing: boolean;
  /** Connections open now. */
  readonly open: number;
  /** Resets (RST) every open connection, in both directions. */
  reset(): void;
  /** Open connections never pass anything again and never end, as when the peer's host is gone; new ones work. */
  abandon(): void;
  /** Resets the next connection after so many bytes in one direction; the last piece passes in part. */
  cutNextAfter(direction: Direction, bytes: number): void;
  stop(): Promise<void>;
}

/** Bytes that wait in one direction before the proxy stops reading. */
const MOST_WAITING = 1_000_000;

class FaultProxy implements TcpProxy {
  port = 0;
  latencyMs = 0;
  refusing = false;
  private isFrozen = false;
  private cut: { readonly direction: Direction; readonly bytes: number } | undefined;
  private readonly pairs = new Set<Pair>();
  private readonly server: Server;

  constructor(target: { readonly host: string; readonly port: number }) {
    // Half-closed sockets stay: the end of one direction is passed on like its data.
    this.server = createServer({ allowHalfOpen: true }, (client) => {
      if (this.refusing) return void client.resetAndDestroy();
      const { cut } = this;
      this.cut = undefined;
      const server = connect({ ...target, allowHalfOpen: true });
      const pair: Pair = new Pair(client, server, this, cut, () => this.pairs.delete(pair));
      this.pairs.add(pair);
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve, reject) =>
      this.server.once('error', reject).listen(0, '127.0.0.1', resolve),
    );
    const address = this.server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
    return this;
  }

  get frozen(): boolean {
    return this.isFrozen;
  }

  set frozen(frozen: boolean) {
    this.isFrozen = frozen;
    if (!frozen) for (const pair of this.pairs) pair.thaw();
  }

  get open(): number {
    return this.pairs.size;
  }

  reset(): void {
    for (const pair of this.pairs) pair.reset();
  }

  abandon(): void {
    for (const pair of this.pairs) pair.abandoned = true;
  }

  cutNextAfter(direction: Direction, bytes: number): void {
    this.cut = { direction, bytes };
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.reset();
    await closed;
  }
}

/** One connection through the proxy: two sockets and two pipes. */
class Pair {
  abandoned = false;
  private readonly sockets: readonly Socket[];
  private readonly pipes: readonly (() => void)[];
  private readonly onClose: () => void;

  constructor(
    client: Socket,
    server: Socket,
    faults: TcpProxy,
    cut: { readonly direction: Direction; readonly bytes: number } | undefined,
    onClose: () => void,
  ) {
    this.sockets = [client, server];
    this.onClose = onClose;
    const limit = (direction: Direction): number =>
      cut?.direction === direction ? cut.bytes : Number.POSITIVE_INFINITY;
    const isSilent = (): boolean => faults.frozen || this.abandoned;
    const reset = (): void => this.reset();
    const network = { isSilent, latencyMs: () => faults.latencyMs };
    this.pipes = [
      pipe(client, server, network, { bytes: limit('up'), reset }),
      pipe(server, client, network, { bytes: limit('down'), reset }),
    ];
    let open = 2;
    for (const socket of this.sockets) {
      socket.setNoDelay(true);
      // A reset on one side is a reset on the other, unless the network has gone silent.
      socket.on('error', () => isSilent() || this.reset());
      socket.on('close', () => --open === 0 && this.onClose());
    }
  }

  thaw(): void {
    for (const drain of this.pipes) drain();
    if (this.sockets.some((socket) => socket.errored)) this.reset();
  }

  reset(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.onClose();
  }
}

interface Piece {
  readonly due: number;
  /** Undefined is the end of the stream. */
  readonly bytes: Buffer | undefined;
}

/** Carries one direction; returns what makes it look at its queue again. */
function pipe(
  from: Socket,
  to: Socket,
  network: { readonly isSilent: () => boolean; readonly latencyMs: () => number },
  limit: { readonly bytes: number; readonly reset: () => void },
): () => void {
  let queue: Piece[] = [];
  let waiting = 0;
  let passed = 0;
  let timer: NodeJS.Timeout | undefined;

  function arrive(bytes: Buffer | undefined): void {
    queue.push({ due: performance.now() + network.latencyMs(), bytes });
    waiting += bytes?.length ?? 0;
    if (waiting > MOST_WAITING) from.pause();
    drain();
  }

  function drain(): void {
    while (!network.isSilent() && timer === undefined && !to.destroyed) {
      const [piece] = queue;
      if (piece === undefined) return;
      const wait = piece.due - performance.now();
      if (wait > 0) {
        timer = setTimeout(() => {
          timer = undefined;
          drain();
        }, wait);
        return;
      }
      queue = queue.slice(1);
      forward(piece.bytes);
    }
  }

  function forward(bytes: Buffer | undefined): void {
    if (bytes === undefined) return void to.end();
    waiting -= bytes.length;
    const room = limit.bytes - passed;
    passed += bytes.length;
    to.write(bytes.subarray(0, room));
    // Written first, so that the other side gets part of a frame before the reset.
    if (passed >= limit.bytes) setTimeout(limit.reset, 5);
    else if (waiting <= MOST_WAITING) from.resume();
  }

  from.on('data', arrive);
  from.on('end', () => arrive(undefined));
  from.on('close', () => clearTimeout(timer));
  return drain;
}

/** Listens on a free port of the loopback interface. */
export function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  return new FaultProxy(target).listen();
}
