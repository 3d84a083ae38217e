/** As public clients of console.zenziva.net know it; it reports to nobody. */
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type Dialect, formOf, json } from '../dialect.ts';

const Body = z.object({ to: z.string().regex(/^(0|62)8\d{7,11}$/), message: z.string().min(1) });

export const zenziva: Dialect = {
  name: 'zenziva',
  isFor: ({ method, path }) => method === 'POST' && path === '/reguler/api/sendsms/',
  isAuthorised({ body }, { account, secret }) {
    const { userkey, passkey } = formOf(body);
    return userkey === account && passkey === secret;
  },
  read({ body }) {
    const { to, message } = Body.parse(formOf(body));
    return { to, from: '', text: message, callback: undefined };
  },
  newIds: () => [String(randomInt(1, 2 ** 31))],
  taken: ({ to }, [id]) => json(200, { messageId: Number(id), to, status: '1', text: 'Success', cost: 450 }),
  unauthorised: () => json(200, { messageId: 0, to: '', status: '0', text: 'Invalid userkey or passkey' }),
  report: () => undefined,
  reply: () => undefined,
};
