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
      en: 'Give `Body`, `MediaUrl` or `ContentSid`.',
      id: 'Isi `Body`, `MediaUrl`, atau `ContentSid`.',
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
  to_landline: {
    status: 400,
    retry: false,
    title: { en: "'To' number cannot be a landline", id: "Nomor 'To' tidak boleh telepon rumah" },
    remedy: { en: 'Use a mobile number.', id: 'Gunakan nomor ponsel.' },
  },
  channels_differ: {
    status: 400,
    retry: false,
    title: {
      en: "'From' and 'To' are not of the same channel",
      id: "'From' dan 'To' bukan dari kanal yang sama",
    },
    remedy: {
      en: 'Write `whatsapp:` before both, or before neither.',
      id: 'Tulis `whatsapp:` di depan keduanya, atau tidak sama sekali.',
    },
  },
  whatsapp_sender_unknown: {
    status: 400,
    retry: false,
    title: {
      en: 'None of your WhatsApp channels has this number',
      id: 'Tidak ada kanal WhatsApp Anda dengan nomor ini',
    },
    remedy: {
      en: 'Set the number up as a WhatsApp channel and wait until it is up; its checks show which number it is.',
      id: 'Siapkan nomor itu sebagai kanal WhatsApp dan tunggu sampai terhubung; pemeriksaannya menunjukkan nomornya.',
    },
  },
  media_not_on_sms: {
    status: 400,
    retry: false,
    title: { en: 'SMS carries no files', id: 'SMS tidak membawa berkas' },
    remedy: {
      en: 'Send it over WhatsApp, or put a link into `Body`; MMS does not exist in Indonesia.',
      id: 'Kirim lewat WhatsApp, atau tulis tautan di `Body`; MMS tidak ada di Indonesia.',
    },
  },
  media_url_invalid: {
    status: 400,
    retry: false,
    title: { en: 'The media address is not valid', id: 'Alamat media tidak sah' },
    remedy: {
      en: 'Use a public http or https URL without a user name or password.',
      id: 'Gunakan URL http atau https publik tanpa nama pengguna atau kata sandi.',
    },
  },
  media_too_many: {
    status: 400,
    retry: false,
    title: { en: 'There are too many files', id: 'Berkasnya terlalu banyak' },
    remedy: { en: 'Send one message per file.', id: 'Kirim satu pesan untuk setiap berkas.' },
  },
  media_unreachable: {
    status: 400,
    retry: true,
    title: { en: 'The media could not be downloaded', id: 'Media tidak bisa diunduh' },
    remedy: {
      en: 'The address must answer 200 with the file within 20 seconds; `message` says what happened.',
      id: 'Alamat itu harus menjawab 200 beserta berkasnya dalam 20 detik; `message` menyebut apa yang terjadi.',
    },
  },
  media_too_large: {
    status: 400,
    retry: false,
    title: { en: 'The media is too large', id: 'Media terlalu besar' },
    remedy: { en: 'Send at most 16 MiB.', id: 'Kirim paling besar 16 MiB.' },
  },
  content_missing: {
    status: 400,
    retry: false,
    title: {
      en: "'ContentVariables' needs a 'ContentSid'",
      id: "'ContentVariables' memerlukan 'ContentSid'",
    },
    remedy: { en: 'Give `ContentSid` too.', id: 'Isi juga `ContentSid`.' },
  },
  content_unknown: {
    status: 400,
    retry: false,
    title: { en: 'There is no such content template', id: 'Templat konten itu tidak ada' },
    remedy: {
      en: 'Use an `HX…` SID that `client.content.v1.contents.list()` shows; drafts are published first.',
      id: 'Gunakan SID `HX…` yang tampil di `client.content.v1.contents.list()`; terbitkan drafnya dahulu.',
    },
  },
  content_variables_invalid: {
    status: 400,
    retry: false,
    title: { en: "'ContentVariables' is not valid", id: "'ContentVariables' tidak sah" },
    remedy: {
      en: 'Give a JSON object such as `{"1":"Rina"}` whose values are not empty.',
      id: 'Isi objek JSON seperti `{"1":"Rina"}` yang nilainya tidak kosong.',
    },
  },
  content_variable_too_long: {
    status: 400,
    retry: false,
    title: {
      en: 'A value for the content template is too long',
      id: 'Nilai untuk templat konten terlalu panjang',
    },
    remedy: { en: 'Shorten it to 500 characters.', id: 'Perpendek menjadi 500 karakter.' },
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
  app_hash_invalid: {
    status: 400,
    retry: false,
    title: { en: "'AppHash' is not valid", id: "'AppHash' tidak sah" },
    remedy: {
      en: 'Give the 11 characters that Google’s AppSignatureHelper computes for the app.',
      id: 'Isi 11 karakter yang dihitung AppSignatureHelper dari Google untuk aplikasi itu.',
    },
  },
  rate_limits_invalid: {
    status: 400,
    retry: false,
    title: { en: "'RateLimits' is not valid", id: "'RateLimits' tidak sah" },
    remedy: {
      en: 'Give a JSON object of at most ten unique names such as `{"login_ip":"203.0.113.7"}`, each value 1 to 256 characters long.',
      id: 'Isi objek JSON berisi paling banyak sepuluh nama unik seperti `{"login_ip":"203.0.113.7"}`, tiap nilai 1 sampai 256 karakter.',
    },
  },
  unique_name_invalid: {
    status: 400,
    retry: false,
    title: { en: 'UniqueName format is invalid', id: 'Format UniqueName tidak sah' },
    remedy: {
      en: 'Use letters, digits, `-`, `_` and `.`, at most 64.',
      id: 'Gunakan huruf, angka, `-`, `_`, dan `.`, paling banyak 64.',
    },
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
