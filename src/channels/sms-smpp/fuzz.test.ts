/** Garbage after the bind: the session must answer enquire_link or be closed; it may never hang or throw. */
import { createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenedChannel, openSmpp } from '../../../testing/smpp-channel.ts';
import { COMMAND } from './wire/commands.ts';
import { createFrameReader } from './wire/frames.ts';
import { writeHeaderOnly, writeIdResponse, writeShortMessage } from './wire/write-pdu.ts';
import { PduWriter } from './wire/writer.ts';

/** Outcome of one connection: what to send after the bind, and what came of it. */
interface Probe {
  readonly octets: Uint8Array;
  readonly done: (outcome: 'answered' | 'closed') => void;
}

const PROBE_SEQUENCE = 0x7abcdef;
const probes: Probe[] = [];
let server: Server;
let channel: OpenedChannel;

function octetsOf(write: (writer: PduWriter) => void): Buffer {
  const writer = new PduWriter();
  write(writer);
  return writer.take() ?? Buffer.alloc(0);
}

function serve(socket: Socket): void {
  let probe: Probe | undefined;
  const finish = (outcome: 'answered' | 'closed'): void => {
    probe?.done(outcome);
    probe = undefined;
    socket.destroy();
  };
  const frames = createFrameReader(
    (buffer, start) => {
      const command = buffer.readUInt32BE(start + 4);
      const sequence = buffer.readUInt32BE(start + 12);
      if (command === COMMAND.bindTransceiver) {
        socket.write(octetsOf((w) => writeIdResponse(w, COMMAND.bindTransceiverResp, 0, sequence, 'x')));
        probe = probes.shift();
        if (probe) {
          socket.write(probe.octets);
          socket.write(octetsOf((w) => writeHeaderOnly(w, COMMAND.enquireLink, 0, PROBE_SEQUENCE)));
        }
      }
      if (command === COMMAND.enquireLinkResp && sequence === PROBE_SEQUENCE) finish('answered');
      return true;
    },
    () => finish('closed'),
  );
  socket.on('data', (chunk) => frames.push(chunk));
  socket.on('error', () => {});
  socket.on('close', () => finish('closed'));
  socket.on('end', () => finish('closed'));
}

beforeAll(async () => {
  server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const timers = { enquireLinkSeconds: 0.05, responseTimeoutSeconds: 0.05, reconnectMinSeconds: 0.01 };
  channel = openSmpp(port, { ...timers, reconnectMaxSeconds: 0.01, reassemblySeconds: 0.1 });
});

afterAll(async () => {
  await channel.connection.close();
  await new Promise((resolve) => server.close(resolve));
});

const valid = fc
  .record({
    esmClass: fc.constantFrom(0, 4, 0x20, 0x40, 0x44),
    dataCoding: fc.constantFrom(0, 3, 4, 8, 0xf0),
    text: fc.string({ maxLength: 60 }),
    total: fc.nat(3),
    sequence: fc.nat(4),
    receipt: fc.boolean(),
  })
  .map(({ esmClass, dataCoding, text, total, sequence, receipt }) =>
    octetsOf((writer) =>
      writeShortMessage(writer, COMMAND.deliverSm, 3, {
        serviceType: '',
        source: { ton: 1, npi: 1, address: '628111234567' },
        destination: { ton: 3, npi: 0, address: '98888' },
        esmClass,
        validityPeriod: '',
        registeredDelivery: 0,
        dataCoding,
        text: receipt ? `id:1 stat:DELIVRD done date:2611211016 ${text}` : text,
        alphabet: 'latin1',
        header: esmClass & 0x40 ? Uint8Array.of(5, 0, 3, 9, total, sequence) : undefined,
        segment: total > 1 ? { reference: 4, total, sequence } : undefined,
        inPayload: text.length > 40,
      }),
    ),
  );

const mutated = fc
  .tuple(
    fc.array(valid, { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
  )
  .map(([pdus, changes]) => {
    const octets = Buffer.concat(pdus);
    for (const [at, value] of changes) octets[at % octets.length] = value;
    return octets;
  });

/** A true header over a random body, for any command. */
const framed = fc
  .tuple(
    fc.constantFrom(1, 4, 5, 6, 9, 0x15, 0x103, 0x80000004, 0x80000009, 0x80000000, 0x777),
    fc.uint8Array({ maxLength: 120 }),
  )
  .map(([command, body]) => {
    const octets = Buffer.alloc(16 + body.length);
    octets.writeUInt32BE(octets.length, 0);
    octets.writeUInt32BE(command, 4);
    octets.writeUInt32BE(2, 12);
    octets.set(body, 16);
    return octets;
  });

it('leaves no session wedged', async () => {
  const seen = { answered: 0, closed: 0 };
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), mutated, framed), async (octets) => {
      const outcome = await new Promise<'answered' | 'closed' | 'hung'>((resolve) => {
        const timer = setTimeout(() => resolve('hung'), 2000);
        const done = (result: 'answered' | 'closed'): void => {
          clearTimeout(timer);
          resolve(result);
        };
        probes.push({ octets, done });
      });
      expect(outcome).not.toBe('hung');
      if (outcome !== 'hung') seen[outcome]++;
    }),
    { numRuns: 120, endOnFailure: true },
  );
  expect(seen.answered).toBeGreaterThan(10);
  expect(seen.closed).toBeGreaterThan(10);
}, 30_000);
