/**
 * The token of a one-time link. It stands behind `#` (never sent to a server, so in no log)
 * or, in older links, in the query; either way it leaves the address bar and the history.
 */
export function readToken(hash: string, search: string): string | undefined {
  const token =
    new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? new URLSearchParams(search).get('token');
  return token === null || token === '' ? undefined : token;
}

export function takeToken(): string | undefined {
  const token = readToken(location.hash, location.search);
  if (token !== undefined) history.replaceState(history.state, '', location.pathname);
  return token;
}
