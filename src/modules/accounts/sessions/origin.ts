import { Problem } from '../../../platform/problem.ts';
import { requestErrors } from '../../../platform/http-server/errors.ts';

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The page a browser says the request came from, when it is a page of the host we are addressed as. */
export function sameOrigin(headers: Headers, publicUrl: string): URL | undefined {
  const { origin, host } = headers;
  if (typeof origin !== 'string' || typeof host !== 'string' || !URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  if (url.host !== host.toLowerCase() && url.host !== new URL(publicUrl).host) return undefined;
  // Where the console is served by https, a page from http may have been put there by anybody on the way.
  return publicUrl.startsWith('https:') && url.protocol !== 'https:' ? undefined : url;
}

/** A cookie alone proves nothing about who wrote the request; the page it came from does. */
export function requireSameOrigin(headers: Headers, publicUrl: string): void {
  if (sameOrigin(headers, publicUrl) !== undefined) return;
  // A browser that leaves out Origin may still say where the request came from; a page cannot forge it.
  if (headers['origin'] === undefined && headers['sec-fetch-site'] === 'same-origin') return;
  throw new Problem(requestErrors.origin_refused);
}

/** For requests that begin a session: programs send no origin, but a foreign page may not sign anybody in. */
export function refuseForeignOrigin(headers: Headers, publicUrl: string): void {
  if (headers['origin'] === undefined && headers['sec-fetch-site'] === undefined) return;
  requireSameOrigin(headers, publicUrl);
}
