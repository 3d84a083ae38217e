/** How the settings are drawn: texts in Indonesian and English. */
import type { SettingsField } from '../channel.ts';

type Text = SettingsField['label'];
type Group = SettingsField['group'];

function text(id: string, en: string): Text {
  return { id, en };
}

function field(
  group: Group,
  name: string,
  input: SettingsField['input'],
  label: Text,
  more: Partial<Pick<SettingsField, 'help' | 'options' | 'unit'>> = {},
): SettingsField {
  return { group, name, input, label, ...more };
}

function option(value: string, id: string, en: string): { value: string; label: Text } {
  return { value, label: { id, en } };
}

function seconds(name: string, label: Text, help?: Text): SettingsField {
  return field('advanced', name, 'number', label, help ? { unit: 's', help } : { unit: 's' });
}

const TON_OPTIONS = [
  option('auto', 'Otomatis', 'Automatic'),
  option('0', '0 tidak diketahui', '0 unknown'),
  option('1', '1 internasional', '1 international'),
  option('2', '2 nasional', '2 national'),
  option('3', '3 khusus jaringan', '3 network specific'),
  option('5', '5 alfanumerik', '5 alphanumeric'),
];

const NPI_OPTIONS = [
  option('auto', 'Otomatis', 'Automatic'),
  option('0', '0 tidak diketahui', '0 unknown'),
  option('1', '1 E.164', '1 E.164'),
  option('8', '8 nasional', '8 national'),
  option('9', '9 privat', '9 private'),
];

const CONNECTION: readonly SettingsField[] = [
  field('connection', 'host', 'text', text('Alamat server', 'Server address'), {
    help: text(
      'Nama atau IP SMSC dari operator atau agregator.',
      'Name or IP of the SMSC given by your provider.',
    ),
  }),
  field('connection', 'port', 'number', text('Port', 'Port')),
  field('connection', 'tls', 'switch', text('Enkripsi TLS', 'TLS encryption')),
  field('connection', 'tlsInsecure', 'switch', text('Terima sertifikat apa pun', 'Accept any certificate'), {
    help: text(
      'Berbahaya: siapa pun di jalur dapat menyamar sebagai operator.',
      'Dangerous: anyone on the path can pose as the provider.',
    ),
  }),
  field('connection', 'bindMode', 'select', text('Jenis sambungan', 'Kind of bind'), {
    options: [
      option('transceiver', 'Transceiver (kirim dan terima)', 'Transceiver (sends and receives)'),
      option('separate', 'Transmitter dan receiver terpisah', 'Separate transmitter and receiver'),
    ],
  }),
  field('connection', 'sessions', 'number', text('Sambungan paralel', 'Parallel binds'), {
    help: text('Sesuai yang diizinkan kontrak.', 'As many as your contract allows.'),
  }),
];

const CREDENTIALS: readonly SettingsField[] = [
  field('credentials', 'systemId', 'text', text('System ID', 'System ID')),
  field('credentials', 'password', 'password', text('Kata sandi', 'Password')),
  field('credentials', 'systemType', 'text', text('System type', 'System type'), {
    help: text('Biasanya kosong.', 'Usually empty.'),
  }),
];

const ENCODING: readonly SettingsField[] = [
  field('encoding', 'encoding', 'select', text('Pengodean teks', 'Text encoding'), {
    options: [
      option('gsm7', 'GSM-7, selain itu UCS-2', 'GSM-7, otherwise UCS-2'),
      option('latin1_dc0', 'Latin-1 sebagai bawaan (data_coding 0)', 'Latin-1 as default (data_coding 0)'),
      option('latin1_dc3', 'Latin-1 (data_coding 3)', 'Latin-1 (data_coding 3)'),
      option('ucs2', 'Selalu UCS-2', 'Always UCS-2'),
    ],
  }),
  field('encoding', 'concatenation', 'select', text('Teks panjang', 'Long texts'), {
    options: [
      option('udh8', 'UDH, referensi 8 bit', 'UDH, 8-bit reference'),
      option('udh16', 'UDH, referensi 16 bit', 'UDH, 16-bit reference'),
      option('sar', 'TLV SAR', 'SAR TLVs'),
      option('payload', 'TLV message_payload', 'message_payload TLV'),
    ],
  }),
  field('encoding', 'serviceType', 'text', text('Service type', 'Service type')),
  field('encoding', 'sourceTon', 'select', text('TON pengirim', 'Sender TON'), { options: TON_OPTIONS }),
  field('encoding', 'sourceNpi', 'select', text('NPI pengirim', 'Sender NPI'), { options: NPI_OPTIONS }),
  field('encoding', 'destinationTon', 'select', text('TON penerima', 'Recipient TON'), {
    options: TON_OPTIONS,
  }),
  field('encoding', 'destinationNpi', 'select', text('NPI penerima', 'Recipient NPI'), {
    options: NPI_OPTIONS,
  }),
  field('encoding', 'shortCodeTon', 'select', text('TON nomor pendek', 'Short code TON'), {
    options: [
      option('3', '3 khusus jaringan', '3 network specific'),
      option('0', '0 tidak diketahui', '0 unknown'),
    ],
  }),
];

const RECEIPTS: readonly SettingsField[] = [
  field('receipts', 'registeredDelivery', 'select', text('Minta laporan kirim', 'Ask for receipts'), {
    options: [
      option('final', 'Hasil akhir', 'Final result'),
      option('intermediate', 'Hasil akhir dan antara', 'Final and intermediate'),
      option('failure', 'Hanya kegagalan', 'Failures only'),
      option('none', 'Tidak', 'None'),
    ],
  }),
  field('receipts', 'validityFormat', 'select', text('Masa berlaku', 'Validity period'), {
    options: [
      option('relative', 'Relatif', 'Relative'),
      option('absolute', 'Absolut (UTC)', 'Absolute (UTC)'),
      option('none', 'Tidak dikirim', 'Not sent'),
    ],
  }),
  field('receipts', 'receiptZone', 'text', text('Zona waktu laporan', 'Time zone of receipts'), {
    help: text('Nama IANA, misalnya Asia/Jakarta.', 'IANA name, e.g. Asia/Jakarta.'),
  }),
  field('receipts', 'idMode', 'select', text('Bentuk ID pesan', 'Form of message ids'), {
    options: [
      option('as_is', 'Sama di jawaban dan laporan', 'Same in answer and receipt'),
      option(
        'resp_hex_dlr_dec',
        'Jawaban heksadesimal, laporan desimal',
        'Answer hexadecimal, receipt decimal',
      ),
      option(
        'resp_dec_dlr_hex',
        'Jawaban desimal, laporan heksadesimal',
        'Answer decimal, receipt hexadecimal',
      ),
    ],
  }),
  field('receipts', 'idFoldCase', 'switch', text('Abaikan huruf besar/kecil pada ID', 'Ignore case of ids')),
  field('receipts', 'idStripZeros', 'switch', text('Abaikan nol di depan ID', 'Ignore leading zeros of ids')),
];

const PACE: readonly SettingsField[] = [
  field('pace', 'messagesPerSecond', 'number', text('Pesan per detik', 'Messages per second'), {
    help: text(
      'Batas kontrak; setiap bagian teks panjang dihitung.',
      'The contract limit; every part of a long text counts.',
    ),
    unit: '/s',
  }),
  field('pace', 'window', 'number', text('Window per sambungan', 'Window per bind'), {
    help: text('Pesan yang boleh belum dijawab.', 'Messages that may be unanswered.'),
  }),
];

const ADVANCED: readonly SettingsField[] = [
  seconds('enquireLinkSeconds', text('Jeda enquire_link', 'enquire_link interval')),
  seconds('responseTimeoutSeconds', text('Batas waktu jawaban', 'Response timeout')),
  seconds('connectTimeoutSeconds', text('Batas waktu menyambung', 'Connect timeout')),
  seconds('reconnectMinSeconds', text('Jeda sambung ulang terpendek', 'Shortest reconnect delay')),
  seconds('reconnectMaxSeconds', text('Jeda sambung ulang terpanjang', 'Longest reconnect delay')),
  seconds('waitForBindSeconds', text('Pesan menunggu sambungan', 'Messages wait for a bind')),
  seconds('reassemblySeconds', text('Menunggu bagian teks panjang', 'Wait for parts of long texts')),
  field('advanced', 'maxUnstored', 'number', text('Kejadian yang belum tersimpan', 'Events not stored yet'), {
    help: text('Lebih dari ini, SMSC diminta mengulang.', 'Beyond this the SMSC is asked to repeat.'),
  }),
];

export const smppFields: readonly SettingsField[] = [
  ...CONNECTION,
  ...CREDENTIALS,
  ...ENCODING,
  ...RECEIPTS,
  ...PACE,
  ...ADVANCED,
];
