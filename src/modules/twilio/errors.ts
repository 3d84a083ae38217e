import { defineErrors } from '../../platform/problem.ts';

export const twilioErrors = defineErrors('twilio', {
  account_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such Twilio-compatible account', id: 'Akun kompatibel Twilio itu tidak ada' },
    remedy: {
      en: 'List them with GET /v1/twilio/accounts; revoked ones are gone.',
      id: 'Lihat daftarnya dengan GET /v1/twilio/accounts; yang dicabut sudah tidak ada.',
    },
  },
  not_found: {
    status: 404,
    retry: false,
    title: { en: 'The requested resource was not found', id: 'Sumber daya yang diminta tidak ditemukan' },
    remedy: {
      en: 'Check the SIDs in the address; the Account SID must be the one that signs in.',
      id: 'Periksa SID di alamat; Account SID harus sama dengan yang dipakai untuk masuk.',
    },
  },
  parameter_invalid: {
    status: 400,
    retry: false,
    title: { en: 'A parameter is not valid', id: 'Ada parameter yang tidak sah' },
    remedy: {
      en: 'Correct the parameter named in the message.',
      id: 'Perbaiki parameter yang disebut dalam pesan.',
    },
  },
  parameter_unknown: {
    status: 400,
    retry: false,
    title: { en: 'A parameter is not known', id: 'Ada parameter yang tidak dikenal' },
    remedy: {
      en: 'Remove it or correct its spelling; parameters begin with a capital letter.',
      id: 'Hapus atau perbaiki ejaannya; nama parameter diawali huruf kapital.',
    },
  },
  parameter_unsupported: {
    status: 400,
    retry: false,
    title: {
      en: 'This parameter of Twilio is not supported here',
      id: 'Parameter Twilio ini tidak didukung di sini',
    },
    remedy: {
      en: 'Leave it out; docs/how-to/move-from-twilio.md lists what is supported.',
      id: 'Hilangkan; docs/how-to/move-from-twilio.md memuat apa yang didukung.',
    },
  },
  to_missing: {
    status: 400,
    retry: false,
    title: { en: "A 'To' phone number is required", id: "Nomor tujuan 'To' wajib diisi" },
    remedy: { en: 'Give `To`, e.g. `+6281234567890`.', id: 'Isi `To`, misalnya `+6281234567890`.' },
  },
  from_missing: {
    status: 400,
    retry: false,
    title: {
      en: "A 'From' or 'MessagingServiceSid' is required",
      id: "'From' atau 'MessagingServiceSid' wajib diisi",
    },
    remedy: {
      en: 'Give the address of one of your senders, or a Messaging Service.',
      id: 'Isi alamat salah satu pengirim Anda, atau sebuah Messaging Service.',
    },
  },
  body_missing: {
    status: 400,
    retry: false,
    title: { en: 'The message has no body', id: 'Pesan tidak punya isi' },
    remedy: {
      en: 'Give `Body`; media and content templates are not supported.',
      id: 'Isi `Body`; media dan templat konten tidak didukung.',
    },
  },
  service_unknown: {
    status: 400,
    retry: false,
    title: { en: 'The Messaging Service does not exist', id: 'Messaging Service itu tidak ada' },
    remedy: {
      en: 'Use a `MG…` SID that `client.messaging.v1.services.list()` shows.',
      id: 'Gunakan SID `MG…` yang tampil di `client.messaging.v1.services.list()`.',
    },
  },
  service_empty: {
    status: 400,
    retry: false,
    title: { en: 'The Messaging Service has no senders', id: 'Messaging Service itu tidak punya pengirim' },
    remedy: {
      en: 'Add a phone number or an alpha sender to it.',
      id: 'Tambahkan nomor telepon atau pengirim alfanumerik.',
    },
  },
  sender_unknown: {
    status: 400,
    retry: false,
    title: { en: 'That is none of your senders', id: 'Itu bukan salah satu pengirim Anda' },
    remedy: {
      en: 'Create it first, under Senders in the console.',
      id: 'Buat dahulu di konsol, bagian Pengirim.',
    },
  },
  callback_invalid: {
    status: 400,
    retry: false,
    title: { en: 'The callback address is not valid', id: 'Alamat callback tidak sah' },
    remedy: {
      en: 'Use an http or https URL of at most 2,000 characters that this installation may call.',
      id: 'Gunakan URL http atau https paling panjang 2.000 karakter yang boleh dihubungi instalasi ini.',
    },
  },
  schedule_needs_service: {
    status: 400,
    retry: false,
    title: {
      en: 'A scheduled message needs a Messaging Service',
      id: 'Pesan terjadwal memerlukan Messaging Service',
    },
    remedy: { en: 'Give `MessagingServiceSid` too.', id: 'Isi juga `MessagingServiceSid`.' },
  },
  schedule_incomplete: {
    status: 400,
    retry: false,
    title: {
      en: "'ScheduleType=fixed' and 'SendAt' go together",
      id: "'ScheduleType=fixed' dan 'SendAt' harus bersama",
    },
    remedy: { en: 'Give both, or neither.', id: 'Isi keduanya, atau tidak sama sekali.' },
  },
  checks_used_up: {
    status: 429,
    retry: false,
    title: { en: 'Max check attempts reached', id: 'Batas pemeriksaan kode tercapai' },
    remedy: { en: 'Start a new verification.', id: 'Mulai verifikasi baru.' },
  },
  update_invalid: {
    status: 400,
    retry: false,
    title: { en: 'Parameters are not valid', id: 'Parameter tidak sah' },
    remedy: {
      en: 'Send either `Status=canceled` or an empty `Body`.',
      id: 'Kirim `Status=canceled` atau `Body` kosong, salah satu saja.',
    },
  },
});
