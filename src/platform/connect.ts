/** Sockets for channels: TCP or TLS 1.2 and newer, with a deadline. */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface SocketTarget {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly tlsInsecure: boolean;
  readonly timeoutMs: number;
}

/** Rejects with an Error when there is no connection within the time. */
export function openSocket(target: SocketTarget): Promise<Socket> {
  const { host, port } = target;
  return new Promise((resolve, reject) => {
    const socket = target.tls
      ? connectTls({
          host,
          port,
          minVersion: 'TLSv1.2',
          rejectUnauthorized: !target.tlsInsecure,
          ...(isIP(host) === 0 ? { servername: host } : {}),
        })
      : connectTcp({ host, port });
    const timer = setTimeout(
      () => socket.destroy(new Error(`no connection within ${target.timeoutMs} ms`)),
      target.timeoutMs,
    );
    const onError = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    socket.once('error', onError);
    socket.once(target.tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.off('error', onError);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}
