import { BlockList, isIP } from 'node:net';

/** What the operator of this installation lets through although it is private. */
export interface AllowList {
  /** The place was named as it is written: host and port. */
  hasPlace(host: string, port: number): boolean;
  hasAddress(address: string): boolean;
}

const PLACE = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+):(\d{1,5})$/i;

/**
 * Entries are `host:port`, `[IPv6]:port`, an address, or a range such as `10.20.0.0/16`. A named host
 * may resolve to whatever it likes. Throws a `RangeError` for anything else.
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  const places = new Set<string>();
  const ranges = new BlockList();
  for (const entry of entries) {
    const [, host, port] = PLACE.exec(entry) ?? [];
    if (host !== undefined && Number(port) <= 65_535) {
      places.add(placeOf(host, Number(port)));
      continue;
    }
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const bits = prefix === undefined ? most : Number(prefix);
    if (family === 0 || !/^(\d{1,3})?$/.test(prefix ?? '') || bits > most) {
      throw new RangeError(`"${entry}" is neither host:port nor an address range`);
    }
    ranges.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return {
    hasPlace: (host, port) => places.has(placeOf(host, port)),
    hasAddress: (address) => {
      const family = isIP(address);
      return family !== 0 && !address.includes('%') && ranges.check(address, family === 4 ? 'ipv4' : 'ipv6');
    },
  };
}

const placeOf = (host: string, port: number): string =>
  `${host.toLowerCase().replace(/^\[|\]$/g, '')}:${port}`;
