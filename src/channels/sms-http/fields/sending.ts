import type { SettingsField } from '../../channel.ts';
import { CUSTOM, option, own, words } from './words.ts';

const PLACES = '{{to}} {{to_digits}} {{to_local}} {{from}} {{from_digits}} {{text}} {{id}} {{callback_url}}';

export const requestFields: readonly SettingsField[] = [
  own('connection', 'url', 'text', words('URL kirim', 'Send URL'), {
    help: words('Contoh: https://api.contoh.id/sms/kirim', 'Example: https://api.example.com/sms/send'),
    requiredWhen: CUSTOM,
  }),
  own('connection', 'method', 'select', words('Metode', 'Method'), {
    options: [option('POST', 'POST', 'POST'), option('GET', 'GET', 'GET'), option('PUT', 'PUT', 'PUT')],
  }),
  own('encoding', 'headers', 'multiline', words('Header', 'Headers'), {
    help: words(
      'Satu per baris, misalnya Authorization: Bearer {{secret}} atau Authorization: Basic {{basic_auth}}.',
      'One per line, such as Authorization: Bearer {{secret}} or Authorization: Basic {{basic_auth}}.',
    ),
  }),
  own('encoding', 'bodyKind', 'select', words('Bentuk isi', 'Form of the body'), {
    options: [
      option('json', 'JSON', 'JSON'),
      option('form', 'Formulir (urlencoded)', 'Form (urlencoded)'),
      option('query', 'Di alamat (query)', 'In the address (query)'),
    ],
  }),
  own('encoding', 'body', 'multiline', words('Isi permintaan', 'Request body'), {
    help: words(
      `JSON, atau nama=nilai satu per baris. Isian: ${PLACES}. Semuanya disandikan sesuai tempatnya.`,
      `JSON, or name=value one per line. Placeholders: ${PLACES}. Each is escaped for where it stands.`,
    ),
    requiredWhen: CUSTOM,
  }),
];

export const answerFields: readonly SettingsField[] = [
  own('encoding', 'itemsPath', 'text', words('Letak daftar hasil', 'Where the results stand'), {
    help: words(
      'Misalnya messages, bila jawabannya satu hasil per bagian pesan. Kosong: seluruh jawaban.',
      'Such as messages, where the answer has one result per part. Empty: the whole answer.',
    ),
  }),
  own('encoding', 'successPath', 'text', words('Letak tanda berhasil', 'Where success is said'), {
    help: words('Misalnya status. Kosong: cukup HTTP 2xx.', 'Such as status. Empty: HTTP 2xx says it.'),
  }),
  own('encoding', 'successValues', 'text', words('Nilai berhasil', 'Values of success'), {
    help: words('Dipisah koma, misalnya 0, OK, QUEUED*.', 'Separated by commas, such as 0, OK, QUEUED*.'),
  }),
  own('encoding', 'idPath', 'text', words('Letak ID pesan', 'Where the message id stands'), {
    help: words('Misalnya data.message_id atau fields[2].', 'Such as data.message_id or fields[2].'),
  }),
  own('encoding', 'errorCodePaths', 'text', words('Letak kode galat', 'Where error codes stand'), {
    help: words('Boleh beberapa, dipisah koma.', 'Several are separated by commas.'),
  }),
  own('encoding', 'errorTextPaths', 'text', words('Letak keterangan galat', 'Where error texts stand')),
  own('encoding', 'errorTable', 'multiline', words('Arti kode galat', 'What error codes mean'), {
    help: words(
      'Satu per baris: 15 = sender_not_allowed. Arti: throttled, provider_busy, recipient_invalid, recipient_unreachable, sender_not_allowed, content_refused, message_invalid, credentials_refused, provider_error. Tambahkan retryable, permanent, atau unknown bila perlu.',
      'One per line: 15 = sender_not_allowed. Meanings: throttled, provider_busy, recipient_invalid, recipient_unreachable, sender_not_allowed, content_refused, message_invalid, credentials_refused, provider_error. Add retryable, permanent or unknown where needed.',
    ),
  }),
];
