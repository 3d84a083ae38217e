/** npm `smpp` 0.5.1 as an independent peer: as ESME against our SMSC, as SMSC against our adapter. */
import type { AddressInfo, Server } from 'node:net';
import smpp, { type PDU, type Session } from 'smpp';
import { afterEach, describe, expect, it } from 'vitest';
import { type OpenedChannel, openSmpp } from '../../smpp-channel.ts';
import { waitFor } from '../../wait-for.ts';
import { type Smsc, startSmsc } from './index.ts';

const cleanup: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of cleanup.splice(0).reverse()) await step();
});

/** A PDU's text as npm smpp decoded it: a string, or an object with header and message. */
function textOf(pdu: PDU): { text: string; header: Buffer | undefined } {
  const { short_message: value } = pdu;
  if (typeof value === 'string') return { text: value, header: undefined };
  const { message, udh } = value as { message: string; udh?: Buffer | Buffer[] };
  return { text: message, header: Array.isArray(udh) ? udh[0] : udh };
}

describe('the simulated SMSC', () => {
  it('serves npm smpp: bind, submit, receipt', async () => {
    const smsc: Smsc = await startSmsc({ account: { systemId: 'luar', password: 'benar' } });
    cleanup.push(() => smsc.stop());
    const session = smpp.connect({ host: '127.0.0.1', port: smsc.port });
    cleanup.push(() => new Promise<void>((resolve) => session.destroy(resolve)));
    const delivered: PDU[] = [];
    session.on('deliver_sm', (pdu) => {
      delivered.push(pdu);
      session.send(pdu.response());
    });
    const bound = await new Promise<PDU>((resolve) =>
      session.bind_transceiver({ system_id: 'luar', password: 'benar', interface_version: 0x34 }, resolve),
    );
    expect(bound.command_status).toBe(0);
    const fields = {
      source_addr: 'TOKO',
      source_addr_ton: 5,
      destination_addr: '628111234567',
      dest_addr_ton: 1,
    };
    const short_message = 'Halo € {x}';
    const answer = await new Promise<PDU>((resolve) =>
      session.submit_sm({ ...fields, data_coding: 0, registered_delivery: 1, short_message }, resolve),
    );
    expect(answer).toMatchObject({ command: 'submit_sm_resp', command_status: 0, message_id: '1715004' });
    expect(smsc.received[0]).toMatchObject({ text: 'Halo € {x}', registeredDelivery: 1 });
    await waitFor('receipt', () => delivered.length === 1);
    const receipt = delivered[0];
    expect(receipt?.esm_class).toBe(4);
    expect(receipt && textOf(receipt).text).toMatch(/^id:1715004 .*stat:DELIVRD err:000/);
    await waitFor('acknowledged', () => smsc.acknowledgements.length === 1);
  });
});

interface TheirSmsc {
  readonly channel: OpenedChannel;
  readonly submits: PDU[];
  readonly answers: PDU[];
  session(): Session | undefined;
}

/** An SMSC of npm smpp that answers in hexadecimal and reports in decimal, as some real ones do. */
async function startTheirs(settings: Record<string, unknown>): Promise<TheirSmsc> {
  const submits: PDU[] = [];
  const answers: PDU[] = [];
  let nextId = 0x1a2b3c;
  let latest: Session | undefined;
  const server: Server = smpp.createServer((session) => {
    session.on('error', () => {});
    session.on('bind_transceiver', (pdu) => {
      latest = session;
      session.send(pdu.response({ system_id: 'npm' }));
    });
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => session.send(pdu.response()));
    session.on('submit_sm', (pdu) => {
      const id = nextId++;
      submits.push(pdu);
      session.send(pdu.response({ message_id: id.toString(16).toUpperCase() }));
      session.deliver_sm(
        {
          source_addr: pdu.destination_addr,
          destination_addr: pdu.source_addr,
          esm_class: 4,
          short_message: `id:${id} sub:001 dlvrd:001 submit date:2611211015 done date:2611211016 stat:DELIVRD err:000 text:`,
        },
        (response) => answers.push(response),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  cleanup.push(() => new Promise((resolve) => server.close(resolve)));
  const channel = openSmpp((server.address() as AddressInfo).port, {
    idMode: 'resp_hex_dlr_dec',
    ...settings,
  });
  cleanup.push(() => channel.connection.close());
  return { channel, submits, answers, session: () => latest };
}

function join(submits: readonly PDU[]): string {
  const parts = submits.map(textOf);
  const headers = parts.map(({ header }) => [...(header ?? [])].slice(-2));
  expect(headers).toEqual(parts.map((_, i) => [parts.length, i + 1]));
  return parts.map(({ text }) => text).join('');
}

const INDONESIAN =
  'Yth. Ibu Siti, pesanan nomor INV/2026/11/0042 sudah kami terima. Barang dikirim besok pagi lewat kurir dan akan tiba ' +
  'dalam dua sampai tiga hari kerja. Total Rp1.250.000 {sudah termasuk ongkos kirim}. Mohon siapkan kartu identitas ' +
  'saat barang diserahkan. Untuk pertanyaan silakan balas pesan ini atau datang ke toko kami di Jalan Melati 12, ' +
  'Yogyakarta. Terima kasih telah berbelanja di Toko Bunga!';

describe('our adapter against an SMSC of npm smpp', () => {
  it('sends a text of three parts whole and gets its receipts', async () => {
    const { channel, submits, answers } = await startTheirs({});
    const outcome = await channel.send({ text: INDONESIAN });
    expect(submits).toHaveLength(3);
    expect(submits.every((pdu) => pdu.data_coding === 0 && pdu.esm_class === 0x40)).toBe(true);
    expect(join(submits)).toBe(INDONESIAN);
    expect(outcome).toMatchObject({ kind: 'accepted', externalIds: ['1715004', '1715005', '1715006'] });
    await waitFor('three receipts', () => channel.events.length === 3);
    expect(channel.events.map((event) => event.externalId).sort()).toEqual(['1715004', '1715005', '1715006']);
    await waitFor('acknowledged', () => answers.length === 3);
    expect(answers.every((pdu) => pdu.command === 'deliver_sm_resp' && pdu.command_status === 0)).toBe(true);
  });

  it('sends UCS-2 with emoji whole', async () => {
    const { channel, submits } = await startTheirs({});
    const text = `Terima kasih 🙏 ${'Sampai jumpa 👋🏽 '.repeat(8)}`;
    expect(await channel.send({ text })).toMatchObject({ kind: 'accepted' });
    expect(submits.length).toBeGreaterThan(1);
    expect(submits.every((pdu) => pdu.data_coding === 8)).toBe(true);
    expect(join(submits)).toBe(text);
  });

  it('takes a reply and answers it', async () => {
    const theirs = await startTheirs({});
    await theirs.channel.send();
    const answer = await new Promise<PDU | undefined>((resolve) => {
      const fields = {
        source_addr: '628111234567',
        source_addr_ton: 1,
        destination_addr: '98888',
        dest_addr_ton: 3,
      };
      theirs.session()?.deliver_sm({ ...fields, data_coding: 0, short_message: 'Ya {setuju} €5' }, resolve);
    });
    expect(answer).toMatchObject({ command: 'deliver_sm_resp', command_status: 0 });
    expect(theirs.channel.events.find((event) => event.type === 'message')).toMatchObject({
      from: '+628111234567',
      to: '98888',
      text: 'Ya {setuju} €5',
    });
  });
});
