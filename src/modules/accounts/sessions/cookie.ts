/** The session cookie (RFC 6265). `__Host-` binds it to this host, to https and to `/`. */

export const cookieName = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Host-titian_session' : 'titian_session';

/** `Set-Cookie` for a token; the browser forgets it with the session's absolute end. */
export function sessionCookie(publicUrl: string, token: string, maxAgeSeconds: number): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${cookieName(publicUrl)}=${token}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

export const clearedCookie = (publicUrl: string): string => sessionCookie(publicUrl, '', 0);

/** The value of one cookie of a `Cookie` header, or undefined. */
export function readCookie(header: string | string[] | undefined, name: string): string | undefined {
  if (typeof header !== 'string') return undefined;
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
