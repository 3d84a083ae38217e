/** Sockets for channels: TCP or TLS 1.2 and newer, with a deadline. */
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { AddressGuard } from './http-client/address-guard.ts';

export interface SocketTarget {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly tlsInsecure: boolean;
  readonly timeoutMs: number;
}

/** Rejects with an Error when there is no connection within the time, with `EgressRefused` when the guard says no. */
export function openSocket(guard: AddressGuard, target: SocketTarget): Promise<Socket> {
  const { host, port } = target;
  const refused = guard.refuseLiteral(host, port);
  if (refused !== undefined) return Promise.reject(refused);
  const lookup = guard.lookupFor(port);
  return new Promise((resolve, reject) => {
    const socket = target.tls
      ? connectTls({
          host,
          port,
          lookup,
          minVersion: 'TLSv1.2',
          rejectUnauthorized: !target.tlsInsecure,
          ...(isIP(host) === 0 ? { servername: host } : {}),
        })
      : connectTcp({ host, port, lookup });
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
