import { Problem } from '../../../platform/problem.ts';
import type { TwilioDeps } from '../deps.ts';
import { twilioErrors } from '../errors.ts';

const MOST = 2_000;

/** An address that may be called from here; see platform/http-client. */
export function checkUrl(deps: Pick<TwilioDeps, 'egress'>, field: string, url: string): void {
  const refused = url.length > MOST ? { detail: 'It is too long.' } : deps.egress.inspect(url);
  if (refused !== undefined)
    throw new Problem(twilioErrors.callback_invalid, { field, detail: refused.detail });
}
