/** Refusals as the Graph API words them. */
import { randomBytes } from 'node:crypto';
import table from '../../../src/channels/whatsapp-cloud/graph/whatsapp-error-codes.json' with {
  type: 'json',
};

const TITLES = new Map(table.codes.map(({ code, title }) => [code, title]));

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const success: Answer = ok({ success: true });

export const titleOf = (code: number): string => TITLES.get(code) ?? 'Unknown error';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
export function graphError(code: number, details = '', status = usualStatus(code), subcode?: number): Answer {
  const title = titleOf(code);
  return {
    status,
    body: {
      error: {
        message: `(#${code}) ${title}`,
        type: 'OAuthException',
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        error_data: { messaging_product: 'whatsapp', details: details === '' ? title : details },
        fbtrace_id: randomBytes(8).toString('base64url'),
      },
    },
  };
}

/** As observed: throttling comes with 400 for pairs and with 429 for numbers. */
function usualStatus(code: number): number {
  if (code === 0 || code === 190) return 401;
  if (code === 3 || code === 10 || code === 200 || code === 131005) return 403;
  if (code === 130429 || code === 4 || code === 80007) return 429;
  if (code === 131016 || code === 133004) return 503;
  return code === 131000 || code === 2 ? 500 : 400;
}

/** A call for something that is not there, or that the token may not see. */
export const unknownObject = (id: string): Answer => ({
  status: 400,
  body: {
    error: {
      message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
      type: 'GraphMethodException',
      code: 100,
      error_subcode: 33,
      fbtrace_id: randomBytes(8).toString('base64url'),
    },
  },
});
