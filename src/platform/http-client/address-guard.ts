/**
 * Decides which addresses this installation connects to on behalf of somebody else: public ones, and
 * what its operator allows. A name is resolved once, and what was judged is what the socket gets.
 */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { parseAllowList } from './allow-list.ts';
import { isPublicAddress } from './public-address.ts';

/** The rule refused it; nothing was sent. The message says how the operator allows it. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused';
}

export interface AddressGuard {
  /** The operator named exactly this place. */
  isNamed(host: string, port: number): boolean;
  /** What is wrong with connecting to an address as it is written; names are judged by `lookupFor`. */
  refuseLiteral(host: string, port: number): EgressRefused | undefined;
  /** For `net.connect` and `tls.connect`: fails with `EgressRefused` when one of the addresses is refused. */
  lookupFor(port: number): LookupFunction;
}

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export interface GuardOptions {
  /** `host:port`, addresses and ranges; see `parseAllowList`. */
  readonly allowPrivate: readonly string[];
  /** The system's resolver unless told. */
  readonly resolve?: Resolve;
}

const systemResolve: Resolve = (host) => lookup(host, { all: true });

export function createAddressGuard({ allowPrivate, resolve = systemResolve }: GuardOptions): AddressGuard {
  const allowed = parseAllowList(allowPrivate);
  const resolveOnce = shareRunning(resolve);

  function judge(host: string, port: number, addresses: readonly string[]): EgressRefused | undefined {
    if (allowed.hasPlace(host, port)) return undefined;
    const refused = addresses.find((address) => !isPublicAddress(address) && !allowed.hasAddress(address));
    return refused === undefined ? undefined : refusal(host, port, refused);
  }

  return {
    isNamed: (host, port) => allowed.hasPlace(host, port),
    refuseLiteral: (host, port) => {
      const address = host.replace(/^\[|\]$/g, '');
      return isIP(address) === 0 ? undefined : judge(address, port, [address]);
    },
    lookupFor: (port) => (host, options, done) => {
      resolveOnce(host).then(
        (found) => {
          const all = [...found];
          const first = all[0];
          const refused = judge(
            host,
            port,
            all.map(({ address }) => address),
          );
          if (refused !== undefined) done(refused, []);
          else if (first === undefined) done(new Error(`${host} has no address`), []);
          else if (options.all === true) done(null, all);
          else done(null, first.address, first.family);
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), []),
      );
    },
  };
}

function refusal(host: string, port: number, address: string): EgressRefused {
  const place = isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
  const leads = host === address ? 'is' : `leads to ${address},`;
  return new EgressRefused(
    `${place} ${leads} ${host === address ? '' : 'which is '}not a public address. If it belongs here, the operator of this installation allows it with TITIAN_EGRESS_ALLOW=${place}.`,
  );
}

/** Node resolves four names at a time; a name that does not answer must hold only one of the four. */
function shareRunning(resolve: Resolve): Resolve {
  const running = new Map<string, ReturnType<Resolve>>();
  return (host) => {
    const known = running.get(host);
    if (known !== undefined) return known;
    const asked = resolve(host).finally(() => running.delete(host));
    running.set(host, asked);
    return asked;
  };
}
