import { defineErrors } from '../../platform/problem.ts';

export const messagesErrors = defineErrors('messages', {
  recipient_invalid: {
    status: 422,
    retry: false,
    title: { en: 'The recipient is not a phone number', id: 'Penerima bukan nomor telepon' },
    remedy: {
      en: 'Use a whole mobile number such as "+6281234567890" or "0812-3456-7890".',
      id: 'Gunakan nomor ponsel lengkap seperti "+6281234567890" atau "0812-3456-7890".',
    },
  },
  recipient_not_mobile: {
    status: 422,
    retry: false,
    title: { en: 'The recipient is not a mobile number', id: 'Penerima bukan nomor ponsel' },
    remedy: {
      en: 'SMS reaches mobile numbers only; land lines, toll-free and service numbers cannot receive it.',
      id: 'SMS hanya sampai ke nomor ponsel; telepon rumah, bebas pulsa, dan nomor layanan tidak bisa menerimanya.',
    },
  },
  recipient_foreign: {
    status: 422,
    retry: false,
    title: { en: 'Messages to this country are not permitted', id: 'Pesan ke negara ini tidak diizinkan' },
    remedy: {
      en: 'Only Indonesian numbers (+62) are permitted.',
      id: 'Hanya nomor Indonesia (+62) yang diizinkan.',
    },
  },
  text_missing: {
    status: 422,
    retry: false,
    title: { en: 'The message has no text', id: 'Pesan tidak punya teks' },
    remedy: {
      en: 'Write a text of 1 to 1,600 characters that is not only blanks.',
      id: 'Tulis teks 1 sampai 1.600 karakter yang bukan hanya spasi.',
    },
  },
  text_too_long: {
    status: 422,
    retry: false,
    title: { en: 'The text is too long for this channel', id: 'Teks terlalu panjang untuk kanal ini' },
    remedy: {
      en: 'Shorten the text to the length named in `detail`.',
      id: 'Perpendek teks sampai panjang yang disebut di `detail`.',
    },
  },
  text_and_template: {
    status: 422,
    retry: false,
    title: {
      en: 'The message has a template and something else to say',
      id: 'Pesan punya templat sekaligus isi lain',
    },
    remedy: {
      en: 'Send one of `text`, `template` and `content`.',
      id: 'Kirim salah satu saja: `text`, `template`, atau `content`.',
    },
  },
  text_and_content: {
    status: 422,
    retry: false,
    title: { en: 'The message has both a text and a content', id: 'Pesan punya teks sekaligus konten' },
    remedy: {
      en: 'Send either `text` or `content`; a file takes its words as `content.caption`.',
      id: 'Kirim `text` atau `content`, salah satu saja; kata-kata untuk berkas ditulis di `content.caption`.',
    },
  },
  content_not_carried: {
    status: 422,
    retry: false,
    title: {
      en: 'The channel does not take this kind of content',
      id: 'Kanal tidak menerima jenis konten ini',
    },
    remedy: {
      en: 'Choose a channel that takes it, leave `channel` out, or send `text`.',
      id: 'Pilih kanal yang menerimanya, kosongkan `channel`, atau kirim `text`.',
    },
  },
  media_refused: {
    status: 422,
    retry: false,
    title: { en: 'The channel does not take this file', id: 'Kanal tidak menerima berkas ini' },
    remedy: {
      en: 'Use a file of the kind, type and size named in `detail`.',
      id: 'Gunakan berkas dengan jenis, tipe, dan ukuran yang disebut di `detail`.',
    },
  },
  file_unknown: {
    status: 422,
    retry: false,
    title: { en: 'There is no such file', id: 'Berkas itu tidak ada' },
    remedy: {
      en: 'Upload the file first and use the `file_…` id that it got, or name an address that the provider fetches.',
      id: 'Unggah berkasnya dulu lalu pakai id `file_…` yang didapat, atau sebut alamat yang diambil penyedia.',
    },
  },
  recipient_unknown: {
    status: 422,
    retry: false,
    title: { en: 'There is no such contact or address', id: 'Kontak atau alamat itu tidak ada' },
    remedy: {
      en: 'Use the id of a contact or identity of this workspace that still has an address.',
      id: 'Gunakan id kontak atau identitas di ruang kerja ini yang masih punya alamat.',
    },
  },
  recipient_unreachable: {
    status: 422,
    retry: false,
    title: { en: 'No channel reaches this address', id: 'Tidak ada kanal yang menjangkau alamat ini' },
    remedy: {
      en: 'Add or choose a channel for this kind of address, or write to another address of the person.',
      id: 'Tambah atau pilih kanal untuk jenis alamat ini, atau tulis ke alamat lain orang tersebut.',
    },
  },
  reply_unknown: {
    status: 422,
    retry: false,
    title: {
      en: 'The message to be answered does not exist',
      id: 'Pesan yang hendak dibalas tidak ada',
    },
    remedy: {
      en: 'Use the id of a message of this workspace that was received or has been sent.',
      id: 'Gunakan id pesan di ruang kerja ini yang sudah diterima atau terkirim.',
    },
  },
  reply_channel_gone: {
    status: 422,
    retry: false,
    title: {
      en: 'The channel of the message to be answered was deleted',
      id: 'Kanal pesan yang hendak dibalas sudah dihapus',
    },
    remedy: {
      en: 'Leave `replyTo` out and give `to`.',
      id: 'Kosongkan `replyTo` dan isi `to`.',
    },
  },
  reply_elsewhere: {
    status: 422,
    retry: false,
    title: {
      en: 'An answer goes to the address and channel that wrote',
      id: 'Balasan pergi ke alamat dan kanal yang menulis',
    },
    remedy: {
      en: 'Leave `to` and `channel` out, or leave `replyTo` out.',
      id: 'Kosongkan `to` dan `channel`, atau kosongkan `replyTo`.',
    },
  },
  template_not_here: {
    status: 422,
    retry: false,
    title: {
      en: 'No channel that reaches this person may send the template',
      id: 'Tidak ada kanal ke orang ini yang boleh mengirim templat tersebut',
    },
    remedy: {
      en: 'Wait for its approval, or choose a channel and a template that fit together.',
      id: 'Tunggu persetujuannya, atau pilih kanal dan templat yang cocok.',
    },
  },
  window_closed: {
    status: 422,
    retry: false,
    title: {
      en: 'The person has not written lately, so only approved templates may be sent',
      id: 'Orang ini sudah lama tidak menulis, jadi hanya templat yang disetujui boleh dikirim',
    },
    remedy: {
      en: 'Send an approved `template`, or wait until the person writes.',
      id: 'Kirim `template` yang disetujui, atau tunggu sampai orang itu menulis.',
    },
  },
  template_unknown: {
    status: 422,
    retry: false,
    title: { en: 'There is no such template', id: 'Templat itu tidak ada' },
    remedy: {
      en: 'Use the id of an approved template of this workspace, or send `text`.',
      id: 'Gunakan id templat yang disetujui di ruang kerja ini, atau kirim `text`.',
    },
  },
  send_at_past: {
    status: 422,
    retry: false,
    title: { en: 'The time to send at has passed', id: 'Waktu kirim sudah lewat' },
    remedy: {
      en: 'Give a `sendAt` in the future, or leave it out to send now.',
      id: 'Isi `sendAt` di masa depan, atau kosongkan untuk kirim sekarang.',
    },
  },
  send_at_too_far: {
    status: 422,
    retry: false,
    title: { en: 'The time to send at is too far ahead', id: 'Waktu kirim terlalu jauh' },
    remedy: { en: 'Give a `sendAt` within the next 90 days.', id: 'Isi `sendAt` dalam 90 hari ke depan.' },
  },
  batch_empty: {
    status: 422,
    retry: false,
    title: { en: 'The batch holds no message', id: 'Tidak ada pesan dalam kiriman' },
    remedy: {
      en: 'Send one message object, or an array of 1 to 1,000.',
      id: 'Kirim satu objek pesan, atau larik berisi 1 sampai 1.000.',
    },
  },
  batch_too_large: {
    status: 413,
    retry: false,
    title: { en: 'The batch holds more than 1,000 messages', id: 'Kiriman berisi lebih dari 1.000 pesan' },
    remedy: {
      en: 'Split it into requests of at most 1,000 messages.',
      id: 'Bagi menjadi permintaan berisi paling banyak 1.000 pesan.',
    },
  },
  batch_refused: {
    status: 422,
    retry: false,
    title: {
      en: 'One message was refused, so none was accepted',
      id: 'Satu pesan ditolak, jadi tidak ada yang diterima',
    },
    remedy: {
      en: 'Correct the messages listed in `errors`, or send with `mode=each` to accept the others.',
      id: 'Perbaiki pesan yang tercantum di `errors`, atau kirim dengan `mode=each` agar yang lain diterima.',
    },
  },
  idempotency_key_invalid: {
    status: 400,
    retry: false,
    title: { en: 'The Idempotency-Key is not valid', id: 'Idempotency-Key tidak sah' },
    remedy: {
      en: 'Use 1 to 255 visible ASCII characters, for example a UUID.',
      id: 'Gunakan 1 sampai 255 karakter ASCII yang tampak, misalnya UUID.',
    },
  },
  idempotency_in_flight: {
    status: 409,
    retry: true,
    title: {
      en: 'A request with this Idempotency-Key is being worked on',
      id: 'Permintaan dengan Idempotency-Key ini sedang dikerjakan',
    },
    remedy: {
      en: 'Wait a moment and repeat the same request.',
      id: 'Tunggu sebentar, lalu ulangi permintaan yang sama.',
    },
  },
  idempotency_mismatch: {
    status: 422,
    retry: false,
    title: {
      en: 'This Idempotency-Key was used for another request',
      id: 'Idempotency-Key ini sudah dipakai untuk permintaan lain',
    },
    remedy: {
      en: 'Use a new key for a new request; repeat a request with exactly the same body.',
      id: 'Gunakan kunci baru untuk permintaan baru; ulangi permintaan dengan isi yang persis sama.',
    },
  },
  overloaded: {
    status: 503,
    retry: true,
    title: {
      en: 'More messages are waiting than can be stored right now',
      id: 'Pesan yang menunggu lebih banyak daripada yang bisa disimpan saat ini',
    },
    remedy: {
      en: 'Nothing was stored. Try again after the seconds in `Retry-After`.',
      id: 'Tidak ada yang tersimpan. Coba lagi setelah detik di `Retry-After`.',
    },
  },
  disk_nearly_full: {
    status: 503,
    retry: true,
    title: {
      en: 'The disk of the database is nearly full: campaigns have to wait',
      id: 'Disk basis data hampir penuh: kampanye harus menunggu',
    },
    remedy: {
      en: 'Nothing was stored. Codes, notices and conversations are still taken. Make room on the disk, or try again after the seconds in `Retry-After`.',
      id: 'Tidak ada yang tersimpan. Kode, pemberitahuan, dan percakapan tetap diterima. Kosongkan ruang di disk, atau coba lagi setelah detik di `Retry-After`.',
    },
  },
  not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such message', id: 'Pesan itu tidak ada' },
    remedy: { en: 'Use the id of a message in this workspace.', id: 'Gunakan id pesan di ruang kerja ini.' },
  },
  too_late_to_cancel: {
    status: 409,
    retry: false,
    title: { en: 'The message can no longer be canceled', id: 'Pesan tidak bisa dibatalkan lagi' },
    remedy: {
      en: 'Only messages that have not left yet can be canceled; see its status.',
      id: 'Hanya pesan yang belum keluar yang bisa dibatalkan; lihat statusnya.',
    },
  },
  not_finished: {
    status: 409,
    retry: true,
    title: { en: 'The message is still on its way', id: 'Pesan masih dalam perjalanan' },
    remedy: {
      en: 'Erase it when its status is final, or an hour after it was sent; cancel it when it has not left.',
      id: 'Hapus setelah statusnya akhir, atau satu jam sejak terkirim; batalkan bila belum keluar.',
    },
  },
  cursor_invalid: {
    status: 400,
    retry: false,
    title: { en: 'The cursor is not valid', id: 'Kursor tidak sah' },
    remedy: {
      en: 'Use `next` of the page before, or leave `cursor` out.',
      id: 'Gunakan `next` dari halaman sebelumnya, atau kosongkan `cursor`.',
    },
  },
  channel_not_connected: {
    status: 409,
    retry: true,
    title: { en: 'The channel has no connection on this server', id: 'Kanal tidak terhubung di server ini' },
    remedy: {
      en: 'Switch the channel on and wait until it is up.',
      id: 'Nyalakan kanal dan tunggu sampai terhubung.',
    },
  },
  callback_refused: {
    status: 401,
    retry: false,
    title: { en: 'The call could not be verified', id: 'Panggilan tidak bisa dipastikan keasliannya' },
    remedy: {
      en: "Call the whole address shown on the channel's page, with the signature that its settings ask for. Nothing was stored.",
      id: 'Panggil alamat lengkap yang tampil di halaman kanal, dengan tanda tangan sesuai pengaturannya. Tidak ada yang tersimpan.',
    },
  },
  channel_elsewhere: {
    status: 503,
    retry: true,
    title: {
      en: 'The channel is not connected on this server right now',
      id: 'Kanal sedang tidak terhubung di server ini',
    },
    remedy: {
      en: 'Nothing was stored. Send the call again after the seconds in `Retry-After`.',
      id: 'Tidak ada yang tersimpan. Kirim lagi panggilannya setelah detik di `Retry-After`.',
    },
  },
  receipt_not_possible: {
    status: 409,
    retry: false,
    title: {
      en: 'This message cannot get such a receipt',
      id: 'Pesan ini tidak bisa mendapat tanda terima itu',
    },
    remedy: {
      en: 'Only messages that the sandbox channel has sent get receipts from the virtual phone.',
      id: 'Hanya pesan yang sudah dikirim kanal sandbox yang mendapat tanda terima dari ponsel virtual.',
    },
  },
  kept_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such entry', id: 'Catatan ini tidak ada' },
    remedy: {
      en: 'GET /v1/channels/{id}/kept lists those of the last 180 days.',
      id: 'GET /v1/channels/{id}/kept memuat yang dari 180 hari terakhir.',
    },
  },
});
