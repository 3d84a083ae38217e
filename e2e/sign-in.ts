/** Spends a one-time link without a browser; returns `name=value` of the session cookie. */
export async function signInByLink(loginUrl: string): Promise<string> {
  const url = new URL(loginUrl);
  const token = new URLSearchParams(url.hash.slice(1)).get('token');
  const response = await fetch(new URL('/v1/session/link', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (!response.ok || cookie === undefined) throw new Error(`The link signs nobody in: ${response.status}`);
  return cookie;
}
