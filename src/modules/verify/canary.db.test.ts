/** S-17: a code is on the recipient's phone and nowhere else. */
import fs from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppKit, eventually, startApp } from '../../../testing/app-kit.ts';
import { createLogger } from '../../platform/log.ts';
import type { Service, Verification } from './contract.ts';

interface PhoneText {
  readonly text: string;
}

const written: string[] = [];
const { write, writeSync } = fs;
/** The logger writes to a file descriptor of its own; this is where all of them pass. */
const overhear = <F extends (...args: never[]) => unknown>(real: F): F =>
  ((...args: Parameters<F>) => {
    written.push(String(args[1]));
    return real(...args);
  }) as F;

let app: AppKit;
beforeAll(async () => {
  fs.write = overhear(write) as typeof fs.write;
  fs.writeSync = overhear(writeSync) as typeof fs.writeSync;
  app = await startApp({ log: createLogger('trace') });
});
afterAll(async () => {
  await app?.close();
  fs.write = write;
  fs.writeSync = writeSync;
});

it('S-17: 0 hits in the API, the audit trail, dead letters, webhooks, events and every table, the outgoing text included', async () => {
  const call = <B = Record<string, unknown>>(what: string, body?: unknown) =>
    app.request<B>(what, { key: app.a.key, ...(body === undefined ? {} : { body }) });
  await call('POST /v1/webhook-endpoints', {
    url: 'https://127.0.0.1:1/hook',
    types: ['message.status_changed', 'message.received'],
  });
  const { body: service } = await call<Service>('POST /v1/verify/services', {
    name: 'Masuk',
    brand: 'Toko Bunga',
    codeLength: 10,
  });
  const to = '+6281290001234';
  const { body: begun } = await call<Verification>('POST /v1/verifications', { service: service.id, to });
  const code = await eventually('the code', async () => {
    const { body } = await call<PhoneText[] | { items: PhoneText[] }>(
      `GET /v1/phone/threads/${encodeURIComponent(to)}`,
    );
    return /\b(\d{10})\b/.exec((Array.isArray(body) ? body : body.items)[0]?.text ?? '')?.[1];
  });
  await call(`POST /v1/verifications/${begun.id}/check`, { code });
  const { publicIds } = app.runtime.routeDeps.messages;
  await app.rows(
    `insert into messages.dead_letter (workspace_id, message_id, channel_id, lane, code, attempts)
     select workspace_id, id, channel_id, 0, 'provider_error', 5 from messages.message where recipient = $1`,
    [to],
  );
  expect(publicIds.decode('msg', begun.message ?? '')).toBeDefined();
  const seen = await Promise.all(
    [
      'GET /v1/messages',
      `GET /v1/messages/${begun.message}`,
      'GET /v1/dead-letters',
      'GET /v1/audit',
      'GET /v1/verifications',
      `GET /v1/verifications/${begun.id}`,
      'GET /v1/verify/insight',
      'GET /v1/verify/blocks',
    ].map(async (what) => JSON.stringify((await call(what)).body)),
  );
  for (const one of [JSON.stringify(begun), ...seen]) expect(one).not.toContain(code);
  createLogger('trace').info('the ear hears');
  expect(written.join('')).toContain('the ear hears');
  expect(written.join('')).not.toContain(code);
  const tables = await app.rows<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema')`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const holding: string[] = [];
  for (const { name } of tables) {
    const rows = await app.rows(`select 1 from ${name} t where t::text like '%' || $1 || '%' limit 1`, [
      code,
    ]);
    if (rows.length > 0) holding.push(name);
  }
  // Also the text that leaves: it is sealed.
  expect(holding).toEqual([]);
});
