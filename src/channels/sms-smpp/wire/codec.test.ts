/** Our octets against those of npm `smpp` 0.5.1, an independent implementation. */
import smpp, { type PDU, type PduFields } from 'smpp';
import { describe, expect, it } from 'vitest';
import { COMMAND, responseTo, TAG } from './commands.ts';
import { hasHeader, readBind, readDataSm, readMessageId, readShortMessage } from './read-pdu.ts';
import {
  type OutgoingShortMessage,
  writeBind,
  writeCancelSm,
  writeDataSm,
  writeHeaderOnly,
  writeIdResponse,
  writeQuerySm,
  writeShortMessage,
} from './write-pdu.ts';
import { PduWriter } from './writer.ts';

function theirs(command: string, fields: PduFields): string {
  return new smpp.PDU(command, fields).toBuffer().toString('hex');
}

function ours(write: (writer: PduWriter) => void): string {
  const writer = new PduWriter();
  write(writer);
  return writer.take()?.toString('hex') ?? '';
}

const base: OutgoingShortMessage = {
  serviceType: 'CMT',
  source: { ton: 5, npi: 0, address: 'TOKOBUNGA' },
  destination: { ton: 1, npi: 1, address: '628111234567' },
  esmClass: 0,
  validityPeriod: '000000001000000R',
  registeredDelivery: 1,
  dataCoding: 0,
  text: 'Halo',
  alphabet: 'gsm7',
  header: undefined,
  segment: undefined,
  inPayload: false,
};

const theirBase: PduFields = {
  sequence_number: 7,
  service_type: 'CMT',
  source_addr_ton: 5,
  source_addr_npi: 0,
  source_addr: 'TOKOBUNGA',
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  destination_addr: '628111234567',
  validity_period: '000000001000000R',
  registered_delivery: 1,
  data_coding: 0,
};

const UDH = Buffer.from('050003070201', 'hex');

describe('octets equal those of npm smpp', () => {
  it.each<[string, number, Partial<OutgoingShortMessage>, PduFields]>([
    ['submit_sm', COMMAND.submitSm, {}, { short_message: Buffer.from('Halo') }],
    ['submit_sm', COMMAND.submitSm, { text: 'Halo € {x}' }, { short_message: 'Halo € {x}' }],
    [
      'submit_sm',
      COMMAND.submitSm,
      { text: 'Terima kasih 🙏', alphabet: 'ucs2', dataCoding: 8 },
      { short_message: 'Terima kasih 🙏', data_coding: 8 },
    ],
    [
      'submit_sm',
      COMMAND.submitSm,
      { text: 'café ÿ', alphabet: 'latin1', dataCoding: 3 },
      { short_message: 'café ÿ', data_coding: 3 },
    ],
    [
      'submit_sm',
      COMMAND.submitSm,
      { header: UDH },
      { esm_class: 0x40, short_message: Buffer.concat([UDH, Buffer.from('Halo')]) },
    ],
    [
      'submit_sm',
      COMMAND.submitSm,
      { segment: { reference: 7, total: 2, sequence: 1 } },
      {
        short_message: Buffer.from('Halo'),
        sar_msg_ref_num: 7,
        sar_total_segments: 2,
        sar_segment_seqnum: 1,
      },
    ],
    [
      'submit_sm',
      COMMAND.submitSm,
      { inPayload: true, text: 'x'.repeat(400) },
      { short_message: Buffer.alloc(0), message_payload: Buffer.from('x'.repeat(400)) },
    ],
    [
      'deliver_sm',
      COMMAND.deliverSm,
      {
        esmClass: 4,
        tlvs: [
          { tag: TAG.receiptedMessageId, value: Buffer.from('1A2B3C\0') },
          { tag: TAG.messageState, value: Uint8Array.of(2) },
        ],
      },
      { esm_class: 4, short_message: Buffer.from('Halo'), receipted_message_id: '1A2B3C', message_state: 2 },
    ],
  ])('%s %#', (command, id, changes, fields) => {
    const message = { ...base, ...changes };
    const octets = ours((writer) => writeShortMessage(writer, id, 7, message));
    expect(octets).toBe(theirs(command, { ...theirBase, ...fields }));
    const buffer = Buffer.from(octets, 'hex');
    const read = readShortMessage(buffer, 0, buffer.length);
    expect(read).toMatchObject({
      serviceType: 'CMT',
      source: message.source,
      destination: message.destination,
      validityPeriod: '000000001000000R',
      registeredDelivery: 1,
      dataCoding: message.dataCoding,
    });
    expect(read && hasHeader(read)).toBe(message.header !== undefined);
  });

  it.each([
    ['bind_receiver', COMMAND.bindReceiver],
    ['bind_transmitter', COMMAND.bindTransmitter],
    ['bind_transceiver', COMMAND.bindTransceiver],
  ] as const)('%s and its answer', (command, id) => {
    const bind = {
      systemId: 'titian',
      password: 'rahasia',
      systemType: 'OTP',
      addressTon: 0,
      addressNpi: 0,
      addressRange: '',
    };
    const fields = {
      sequence_number: 1,
      system_id: 'titian',
      password: 'rahasia',
      system_type: 'OTP',
      interface_version: 0x34,
    };
    const octets = ours((writer) => writeBind(writer, id, 1, bind));
    expect(octets).toBe(theirs(command, fields));
    const buffer = Buffer.from(octets, 'hex');
    expect(readBind(buffer, 0, buffer.length)).toEqual({
      systemId: 'titian',
      password: 'rahasia',
      systemType: 'OTP',
      interfaceVersion: 0x34,
    });
    expect(ours((writer) => writeIdResponse(writer, responseTo(id), 0, 1, 'SMSC'))).toBe(
      theirs(`${command}_resp`, { sequence_number: 1, system_id: 'SMSC' }),
    );
  });

  it('submit_sm_resp and deliver_sm_resp', () => {
    const octets = ours((writer) => writeIdResponse(writer, COMMAND.submitSmResp, 0, 9, '1A2B3C'));
    expect(octets).toBe(theirs('submit_sm_resp', { sequence_number: 9, message_id: '1A2B3C' }));
    const buffer = Buffer.from(octets, 'hex');
    expect(readMessageId(buffer, 0, buffer.length)).toBe('1A2B3C');
    expect(readMessageId(buffer, 0, buffer.length - 1)).toBe('1A2B3C');
    expect(readMessageId(buffer, 0, 16)).toBe('');
    expect(ours((writer) => writeIdResponse(writer, COMMAND.deliverSmResp, 0, 9, ''))).toBe(
      theirs('deliver_sm_resp', { sequence_number: 9 }),
    );
  });

  it.each([
    ['enquire_link', COMMAND.enquireLink, 0],
    ['enquire_link_resp', COMMAND.enquireLinkResp, 0],
    ['unbind', COMMAND.unbind, 0],
    ['unbind_resp', COMMAND.unbindResp, 0],
    ['generic_nack', COMMAND.genericNack, 3],
  ] as const)('%s', (command, id, status) => {
    expect(ours((writer) => writeHeaderOnly(writer, id, status, 5))).toBe(
      theirs(command, { sequence_number: 5, command_status: status }),
    );
  });

  it('query_sm, cancel_sm and data_sm', () => {
    const { source, destination } = base;
    const addresses = { source_addr_ton: 5, source_addr_npi: 0, source_addr: 'TOKOBUNGA' };
    const to = { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '628111234567' };
    expect(ours((writer) => writeQuerySm(writer, 3, '1A', source))).toBe(
      theirs('query_sm', { sequence_number: 3, message_id: '1A', ...addresses }),
    );
    expect(ours((writer) => writeCancelSm(writer, 3, '1A', source, destination))).toBe(
      theirs('cancel_sm', { sequence_number: 3, message_id: '1A', ...addresses, ...to }),
    );
    const octets = ours((writer) => writeDataSm(writer, 3, { ...base, serviceType: '' }));
    const payload = { registered_delivery: 1, data_coding: 0, message_payload: Buffer.from('Halo') };
    expect(octets).toBe(theirs('data_sm', { sequence_number: 3, ...addresses, ...to, ...payload }));
    const buffer = Buffer.from(octets, 'hex');
    expect(readDataSm(buffer, 0, buffer.length)?.userData.toString()).toBe('Halo');
  });

  it('reads what npm smpp writes with TLVs', () => {
    const pdu: PDU = new smpp.PDU('deliver_sm', {
      sequence_number: 2,
      esm_class: 4,
      short_message: '',
      receipted_message_id: 'abc',
      message_state: 5,
      network_error_code: Buffer.from('030001', 'hex'),
    });
    const buffer = pdu.toBuffer();
    expect(readShortMessage(buffer, 0, buffer.length)?.tlvs).toMatchObject({
      receiptedMessageId: 'abc',
      messageState: 5,
      networkError: { network: 3, code: 1 },
    });
  });
});

describe('the writer', () => {
  it('keeps PDUs whole when a slab ends, however much waits', () => {
    const writer = new PduWriter();
    const text = 'x'.repeat(160);
    for (let sequence = 1; sequence <= 3000; sequence++) {
      writeShortMessage(writer, COMMAND.submitSm, sequence, { ...base, text });
    }
    const octets = writer.take() ?? Buffer.alloc(0);
    const length = octets.readUInt32BE(0);
    expect(octets).toHaveLength(3000 * length);
    for (let i = 0; i < 3000; i++) expect(octets.readUInt32BE(i * length + 12)).toBe(i + 1);
  });

  it('never touches octets it gave away', () => {
    const writer = new PduWriter();
    const taken: Buffer[] = [];
    for (let sequence = 1; sequence <= 2000; sequence++) {
      writeShortMessage(writer, COMMAND.submitSm, sequence, base);
      const octets = writer.take();
      if (octets) taken.push(octets);
    }
    expect(taken.every((octets, i) => octets.readUInt32BE(12) === i + 1)).toBe(true);
    expect(writer.take()).toBeUndefined();
  });
});
