import { isIPv4 } from 'node:net';

/**
 * Ports from 1024 up that browsers refuse too, because a request could be taken for a command of
 * another protocol. Source: WHATWG Fetch, "port blocking".
 */
const BAD_PORTS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);

export interface Target {
  readonly origin: string;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** With the query. */
  readonly path: string;
}

export type UrlFault = 'bad_url' | 'bad_port';

/** `isNamed` lets a place through that the operator allows on a port that is otherwise refused. */
export function parseTarget(
  text: string,
  isNamed: (host: string, port: number) => boolean,
): Target | { readonly fault: UrlFault; readonly detail: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return { fault: 'bad_url', detail: 'not an http or https address' };
  }
  if (url.username !== '' || url.password !== '') {
    return { fault: 'bad_url', detail: 'the address contains a user name or password' };
  }
  // 0x7f.1, 017700000001, 2130706433 and full-width digits all become an address by parsing.
  if (isIPv4(url.hostname) && !text.includes(`//${url.hostname}`)) {
    return { fault: 'bad_url', detail: 'the address is not written as four decimal numbers' };
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  if (!isWebPort(port) && !isNamed(host, port)) {
    return { fault: 'bad_port', detail: `port ${port} is not one of a web server` };
  }
  return { origin: url.origin, host, port, path: url.pathname + url.search };
}

const isWebPort = (port: number): boolean =>
  port === 80 || port === 443 || (port >= 1024 && !BAD_PORTS.has(port));
