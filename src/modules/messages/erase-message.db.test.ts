/** Erasing what was written over the API: who may, what goes, what stays, and that the audit trail knows. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';

const TEXT = 'Tagihan Anda Rp125.000 jatuh tempo besok';
let app: AppKit;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.close());

const call = (what: string, key: string, body?: unknown) =>
  app.request(what, { key, ...(body === undefined ? {} : { body }) });

async function sentMessage(): Promise<string> {
  const { body } = await call('POST /v1/messages', app.a.key, { to: '081234567890', text: TEXT });
  const id = String(body['id']);
  await eventually('sent', async () =>
    ['sent', 'delivered'].includes(String((await call(`GET /v1/messages/${id}`, app.a.key)).body['status'])),
  );
  return id;
}
/** Long enough ago that it cannot leave once more. */
const age = () => app.rows(`update messages.status_event set at = at - interval '2 hours'`);
const told = (type: string, resource: string) =>
  app.rows('select 1 from governance.audit_entry where action = $1 and resource = $2', [type, resource]);

it('empties the text or erases the record, once it cannot leave any more, and audits it', async () => {
  const id = await sentMessage();
  expect(await call(`DELETE /v1/messages/${id}`, app.a.key)).toMatchObject({
    status: 409,
    body: { code: 'messages.not_finished' },
  });
  await age();
  const { key: without } = await app.keyOf(app.a, ['messages:read', 'messages:send', 'messages:cancel']);
  expect((await call(`POST /v1/messages/${id}/redact`, without, {})).status).toBe(403);
  expect((await call(`DELETE /v1/messages/${id}`, without)).status).toBe(403);
  expect((await call(`DELETE /v1/messages/${id}`, app.b.key)).status).toBe(404);
  const redacted = await call(`POST /v1/messages/${id}/redact`, app.a.key, {});
  expect(redacted).toMatchObject({ status: 200, body: { id, text: '' } });
  expect(await app.rows('select 1 from messages.message where body = $1', [TEXT])).toEqual([]);
  expect((await call(`DELETE /v1/messages/${id}`, app.a.key)).status).toBe(204);
  expect((await call(`GET /v1/messages/${id}`, app.a.key)).status).toBe(404);
  expect((await call(`DELETE /v1/messages/${id}`, app.a.key)).status).toBe(404);
  await eventually(
    'both are in the audit trail',
    async () => (await told('message.erased', id)).length === 1,
  );
  expect(await told('message.redacted', id)).toHaveLength(1);
});
