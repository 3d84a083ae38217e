/**
 * A bulk sender without a product around it: HTTP in, the same statements on the same tables, SMPP out, receipts back. It
 * checks nothing, charges nothing, retries nothing, keeps no order of classes and holds everything in memory, so what it
 * reaches is what tables, SMSC and machine leave to a program of features.
 *   node --import tsx bench/bare/sender.ts '{"databaseUrl":"postgres://…","smscPort":2775}'
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { runAsProcess } from '../../testing/simulators/run-as-process.ts';
import { insertHandedOff } from '../../src/modules/messages/queries/accept.ts';
import { insertAlikeEvents, insertAlikeEventsAndClear } from '../../src/modules/messages/queries/record.ts';
import { endHandOffs } from '../../src/modules/messages/queries/outbox.ts';
import { RANK } from '../../src/modules/messages/status.ts';
import { openDatabase, type Query } from '../../src/platform/db.ts';
import { bigintArray, doubleArray, smallintArray, textArray } from '../../src/platform/pg-arrays.ts';
import { createFlusher } from './flusher.ts';
import { Bind, type Sent } from './bind.ts';

type ParamsOf<Asked> = Asked extends Query<infer Params, never> ? Params : never;

interface Batch {
  readonly messages: Sent[];
  readonly onStored: () => void;
}

const Options = z.object({ databaseUrl: z.string(), smscPort: z.number() });

const WORKSPACE = randomUUID();
const CHANNEL = randomUUID();
const HOUR_MS = 3_600_000;
/** Minor units of a rupiah. */
const PRICE = 35_000n;
/** As the product's recorder. */
const FLUSH_ROWS = 2_000;
const WORTH_A_SECOND = 250;

await runAsProcess(async (given: unknown) => {
  const { databaseUrl, smscPort } = Options.parse(given);
  const open = (role: 'titian_api' | 'titian_worker') =>
    openDatabase({ url: databaseUrl, role, max: 4, applicationName: 'bare sender' });
  const api = open('titian_api');
  const worker = open('titian_worker');
  const counts = { sent: 0, delivered: 0 };
  let lastId = BigInt(Date.now()) << 20n;

  const storing = createFlusher<Batch>({ rows: 1, worthASecond: 1 }, async (batches) => {
    for (const { messages, onStored } of batches) {
      await api.queryInWorkspace(WORKSPACE, insertHandedOff, storingColumns(messages));
      onStored();
      bind.send(messages);
    }
  });
  const recording = createFlusher<Sent>(
    { rows: FLUSH_ROWS, worthASecond: WORTH_A_SECOND },
    async (messages) => {
      await worker.query(insertAlikeEventsAndClear, columnsOf(messages, RANK.sent));
      counts.sent += messages.length;
      bind.recorded(messages.length);
      const ended = messages.filter(({ isLast }) => isLast).map(({ handOff }) => String(handOff));
      if (ended.length > 0) await worker.query(endHandOffs, [ended.map(() => WORKSPACE), ended]);
    },
  );
  const reporting = createFlusher<Sent>(
    { rows: FLUSH_ROWS, worthASecond: WORTH_A_SECOND },
    async (messages) => {
      await worker.query(insertAlikeEvents, columnsOf(messages, RANK.delivered));
      counts.delivered += messages.length;
      bind.acknowledge(messages);
    },
  );
  const bind = new Bind(smscPort, { onAnswer: recording.add, onReceipt: reporting.add });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = JSON.parse(await text(request)) as Pick<Sent, 'to' | 'text'>[];
    const handOff = lastId + 1n;
    const messages = asked.map(({ to, text: said }, index): Sent => {
      lastId += 1n;
      const isLast = index === asked.length - 1;
      return { id: lastId, to, text: said, handOff, isLast, externalId: '', sequence: 0, sentAt: 0 };
    });
    const onStored = (): void => {
      const items = messages.map(({ id, to }) => ({ id: `msg_${id.toString(36)}`, to, status: 'accepted' }));
      const body = JSON.stringify({ accepted: items.length, items });
      response.writeHead(202, { 'content-length': Buffer.byteLength(body) }).end(body);
    };
    storing.add({ messages, onStored });
  }
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    place: { port: (server.address() as AddressInfo).port },
    counts: () => counts,
    close: async () => {
      bind.close();
      server.close();
      await Promise.all([api.close(), worker.close()]);
    },
  };
});

function storingColumns(messages: readonly Sent[]): ParamsOf<typeof insertHandedOff> {
  return [
    WORKSPACE,
    new Date(),
    bigintArray(messages, ({ id }) => id),
    textArray(messages, ({ to }) => to),
    textArray(messages, () => 'telkomsel'),
    textArray(messages, (message) => message.text),
    smallintArray(messages, () => 0),
    smallintArray(messages, () => 1),
    bigintArray(messages, () => PRICE),
    textArray(messages, () => null),
    1,
    CHANNEL,
    'TOKOUJI',
    'IDR',
    'key_2j4h5g2j4h5g2jh45g',
    new Date(Date.now() + HOUR_MS),
    1,
    0,
    null,
    null,
    BigInt(messages.length) * PRICE,
  ];
}

function columnsOf(messages: readonly Sent[], status: number): ParamsOf<typeof insertAlikeEvents> {
  return [
    WORKSPACE,
    CHANNEL,
    1,
    status,
    bigintArray(messages, ({ id }) => id),
    doubleArray(messages, ({ sentAt }) => sentAt),
    textArray(messages, ({ externalId }) => externalId),
    textArray(messages, () => null),
  ];
}
