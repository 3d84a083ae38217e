/** The places that an attempt to send is counted at, from near to far. */
import { isIPv4 } from 'node:net';

/** `+6281234567890` → `+62812`: operator and region of an Indonesian number, or country and first digits. */
export const prefixOf = (phone: string): string => phone.slice(0, 6);

/** An IPv4 address with its 255 neighbours; of IPv6 the 56 bits that one customer of a provider gets. */
export function subnetOf(ip: string): string {
  if (isIPv4(ip)) return `${ip.split('.').slice(0, 3).join('.')}.0/24`;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return subnetOf(mapped);
  const [head = '', tail] = ip.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const filled =
    tail === undefined ? before : [...before, ...zeros(8 - before.length - after.length), ...after];
  const [a = '0', b = '0', c = '0', d = '0'] = filled;
  const fourth = (Number.parseInt(d, 16) >> 8) << 8;
  return `${[a, b, c].map((part) => Number.parseInt(part, 16).toString(16)).join(':')}:${fourth.toString(16)}::/56`;
}

const zeros = (count: number): string[] => Array.from({ length: Math.max(0, count) }, () => '0');

/** One spelling per address: what differs in spelling only must not be counted apart. */
export function addressOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIPv4(ip)) return ip;
  return new URL(`http://[${ip.split('%')[0]}]`).hostname.slice(1, -1);
}
