import type { SettingCondition, SettingsField } from '../../channel.ts';
import { option, own, type Words, words } from './words.ts';

const NAMED: SettingCondition = {
  field: 'signature',
  is: ['token_header', 'token_query', 'hmac_sha256', 'hmac_sha1'],
};
const HASHED: SettingCondition = { field: 'signature', is: ['hmac_sha256', 'hmac_sha1'] };

const path = (name: string, label: Words, help?: Words): SettingsField =>
  own('receipts', name, 'text', label, help === undefined ? {} : { help });

const SIGNATURE: readonly SettingsField[] = [
  own('receipts', 'signature', 'select', words('Bukti keaslian laporan', 'How reports prove themselves'), {
    help: words(
      'Tanpa tanda tangan, laporan hanya diterima di alamat rahasia kanal.',
      'Without a signature, reports are taken only at the secret address of the channel.',
    ),
    options: [
      option('secret_path', 'Alamat rahasia', 'Secret address'),
      option('token_header', 'Token di header', 'Token in a header'),
      option('token_query', 'Token di alamat', 'Token in the address'),
      option('hmac_sha256', 'HMAC-SHA256 atas isi', 'HMAC-SHA256 over the body'),
      option('hmac_sha1', 'HMAC-SHA1 atas isi', 'HMAC-SHA1 over the body'),
      option('twilio', 'Seperti Twilio (alamat dan isian)', 'As Twilio does (address and fields)'),
    ],
  }),
  own(
    'receipts',
    'signatureName',
    'text',
    words('Nama header atau parameter', 'Name of the header or parameter'),
    {
      shownWhen: NAMED,
      requiredWhen: NAMED,
    },
  ),
  own(
    'receipts',
    'signatureSecret',
    'password',
    words('Token atau kunci tanda tangan', 'Token or signing key'),
    {
      shownWhen: NAMED,
      requiredWhen: NAMED,
    },
  ),
  own(
    'receipts',
    'signatureEncoding',
    'select',
    words('Penulisan tanda tangan', 'How the signature is written'),
    {
      shownWhen: HASHED,
      options: [option('hex', 'Heksadesimal', 'Hexadecimal'), option('base64', 'Base64', 'Base64')],
    },
  ),
  own('receipts', 'signaturePrefix', 'text', words('Awalan tanda tangan', 'Before the signature'), {
    shownWhen: HASHED,
    help: words('Misalnya sha256=', 'Such as sha256='),
  }),
];

const REPORTS: readonly SettingsField[] = [
  path(
    'receiptItemsPath',
    words('Letak daftar laporan', 'Where the reports stand'),
    words('Misalnya results. Kosong: seluruh isi.', 'Such as results. Empty: the whole body.'),
  ),
  path('receiptIdPath', words('ID pesan di laporan', 'Message id in a report')),
  path('receiptStatusPath', words('Status di laporan', 'Status in a report')),
  path('receiptTimePath', words('Waktu di laporan', 'Time in a report')),
  path('receiptErrorPath', words('Kode galat di laporan', 'Error code in a report')),
  path('receiptErrorTextPath', words('Keterangan galat di laporan', 'Error text in a report')),
  own('receipts', 'statusTable', 'multiline', words('Arti status', 'What statuses mean'), {
    help: words(
      'Satu per baris: DELIVRD = delivered. Arti: sent, delivered, read, failed, expired, ignore.',
      'One per line: DELIVRD = delivered. Meanings: sent, delivered, read, failed, expired, ignore.',
    ),
  }),
  own(
    'receipts',
    'receiptErrorTable',
    'multiline',
    words('Arti kode galat laporan', 'What error codes in reports mean'),
    {
      help: words('Ditulis seperti arti kode galat.', 'Written as what error codes mean.'),
    },
  ),
];

const REPLIES: readonly SettingsField[] = [
  path('inboundItemsPath', words('Letak daftar balasan', 'Where replies stand')),
  path('inboundIdPath', words('ID balasan', 'Id of a reply')),
  path('inboundFromPath', words('Nomor pengirim balasan', 'Number a reply is from')),
  path('inboundToPath', words('Nomor tujuan balasan', 'Number a reply is to')),
  path('inboundTextPath', words('Teks balasan', 'Text of a reply')),
  path('inboundTimePath', words('Waktu balasan', 'Time of a reply')),
];

const ACKNOWLEDGEMENT: readonly SettingsField[] = [
  own('advanced', 'replyStatus', 'number', words('Status jawaban kita', 'Status we answer with')),
  own('advanced', 'replyContentType', 'text', words('Jenis isi jawaban kita', 'Content type we answer with')),
  own('advanced', 'replyBody', 'text', words('Isi jawaban kita', 'Body we answer with'), {
    help: words('Yang ingin didengar penyedia, misalnya OK.', 'What the provider wants to hear, such as OK.'),
  }),
];

export const receivingFields: readonly SettingsField[] = [
  ...SIGNATURE,
  ...REPORTS,
  ...REPLIES,
  ...ACKNOWLEDGEMENT,
];
