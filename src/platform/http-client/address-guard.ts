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
      const answer = async (): Promise<void> => {
        const found = await resolveOnce(host).catch(toError);
        if (found instanceof Error) return done(found, []);
        const [first] = found;
        if (first === undefined) return done(new Error(`${host} has no address`), []);
        const addresses = found.map(({ address }) => address);
        const refused = judge(host, port, addresses);
        if (refused !== undefined) return done(refused, []);
        return options.all === true ? done(null, [...found]) : done(null, first.address, first.family);
      };
      void answer();
    },
  };
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

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
