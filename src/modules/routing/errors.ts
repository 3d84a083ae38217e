import { defineErrors } from '../../platform/problem.ts';

export const routingErrors = defineErrors('routing', {
  channel_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such channel', id: 'Kanal itu tidak ada' },
    remedy: {
      en: 'Use the id of a channel in this workspace; GET /v1/channels lists them.',
      id: 'Gunakan id kanal di ruang kerja ini; daftarnya di GET /v1/channels.',
    },
  },
  channel_not_open: {
    status: 503,
    retry: true,
    title: { en: 'The channel is not connected here yet', id: 'Kanal belum tersambung di sini' },
    remedy: {
      en: 'Try again in a few seconds: it is connecting, or another server holds it.',
      id: 'Coba lagi beberapa detik lagi: kanal sedang menyambung, atau dipegang server lain.',
    },
  },
  action_not_found: {
    status: 404,
    retry: false,
    title: { en: 'This channel type has no such action', id: 'Jenis kanal ini tidak punya tindakan itu' },
    remedy: {
      en: 'Use an action that GET /v1/channel-types lists for the type.',
      id: 'Gunakan tindakan yang tercantum untuk jenisnya di GET /v1/channel-types.',
    },
  },
  action_refused: {
    status: 422,
    retry: false,
    title: { en: 'The provider refused', id: 'Penyedia menolak' },
    remedy: {
      en: 'Correct what `detail` names and try again.',
      id: 'Perbaiki yang disebut di `detail` lalu coba lagi.',
    },
  },
  channel_unknown: {
    status: 422,
    retry: false,
    title: {
      en: 'The message names a channel that does not exist',
      id: 'Pesan menyebut kanal yang tidak ada',
    },
    remedy: {
      en: 'Use `auto` or the id of a channel in this workspace.',
      id: 'Gunakan `auto` atau id kanal di ruang kerja ini.',
    },
  },
  channel_disabled: {
    status: 422,
    retry: false,
    title: { en: 'The channel is switched off', id: 'Kanal sedang dimatikan' },
    remedy: { en: 'Switch the channel on, or use `auto`.', id: 'Nyalakan kanalnya, atau gunakan `auto`.' },
  },
  no_channel: {
    status: 422,
    retry: false,
    title: { en: 'No channel can carry this message', id: 'Tidak ada kanal yang bisa membawa pesan ini' },
    remedy: { en: 'Add a channel, or switch one on.', id: 'Tambahkan kanal, atau nyalakan salah satu.' },
  },
  sender_unknown: {
    status: 422,
    retry: false,
    title: {
      en: 'The sender is not registered in this workspace',
      id: 'Pengirim belum terdaftar di ruang kerja ini',
    },
    remedy: {
      en: 'Use one of the addresses of GET /v1/senders, or leave `from` out for the default sender.',
      id: 'Gunakan salah satu alamat dari GET /v1/senders, atau kosongkan `from` untuk pengirim bawaan.',
    },
  },
  no_sender: {
    status: 422,
    retry: false,
    title: { en: 'There is no default sender', id: 'Belum ada pengirim bawaan' },
    remedy: {
      en: 'Name a sender in `from`, or make one the default.',
      id: 'Sebutkan pengirim di `from`, atau jadikan salah satu sebagai bawaan.',
    },
  },
  test_key_needs_sandbox: {
    status: 422,
    retry: false,
    title: { en: 'A test key sends through the sandbox only', id: 'Kunci uji hanya mengirim lewat sandbox' },
    remedy: {
      en: 'Use `auto` or a sandbox channel, or a `tt_live_` key.',
      id: 'Gunakan `auto` atau kanal sandbox, atau kunci `tt_live_`.',
    },
  },
  type_unknown: {
    status: 422,
    retry: false,
    title: { en: 'There is no such channel type', id: 'Jenis kanal itu tidak ada' },
    remedy: {
      en: 'Use a type listed by GET /v1/channel-types.',
      id: 'Gunakan jenis yang tercantum di GET /v1/channel-types.',
    },
  },
  settings_invalid: {
    status: 422,
    retry: false,
    title: {
      en: 'A channel setting is missing or not allowed',
      id: 'Ada pengaturan kanal yang kurang atau tidak diizinkan',
    },
    remedy: {
      en: 'Correct the setting named in `field`.',
      id: 'Perbaiki pengaturan yang disebut di `field`.',
    },
  },
  sender_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such sender', id: 'Pengirim itu tidak ada' },
    remedy: {
      en: 'Use the id of a sender in this workspace.',
      id: 'Gunakan id pengirim di ruang kerja ini.',
    },
  },
  sender_exists: {
    status: 409,
    retry: false,
    title: { en: 'This sender exists already', id: 'Pengirim ini sudah ada' },
    remedy: { en: 'Use the existing sender.', id: 'Gunakan pengirim yang sudah ada.' },
  },
  sender_invalid: {
    status: 422,
    retry: false,
    title: { en: 'This is not a sender address', id: 'Ini bukan alamat pengirim' },
    remedy: {
      en: 'Use 3-11 letters, digits or spaces with at least one letter, a phone number with `+`, or a short code of 3-8 digits.',
      id: 'Gunakan 3-11 huruf, angka, atau spasi dengan minimal satu huruf, nomor telepon dengan `+`, atau kode pendek 3-8 angka.',
    },
  },
  route_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such route', id: 'Rute itu tidak ada' },
    remedy: {
      en: 'Use the id of a route in this workspace; GET /v1/routes lists them.',
      id: 'Gunakan id rute di ruang kerja ini; daftarnya di GET /v1/routes.',
    },
  },
  route_channel_unknown: {
    status: 422,
    retry: false,
    title: {
      en: 'The route names a channel that does not exist',
      id: 'Rute menyebut kanal yang tidak ada',
    },
    remedy: {
      en: 'Use each channel of this workspace once at most; GET /v1/channels lists them.',
      id: 'Gunakan kanal ruang kerja ini, masing-masing paling banyak sekali; daftarnya di GET /v1/channels.',
    },
  },
  route_sender_unknown: {
    status: 422,
    retry: false,
    title: {
      en: 'The route names a sender that does not exist',
      id: 'Rute menyebut pengirim yang tidak ada',
    },
    remedy: {
      en: 'Use ids of senders of this workspace; GET /v1/senders lists them.',
      id: 'Gunakan id pengirim di ruang kerja ini; daftarnya di GET /v1/senders.',
    },
  },
  route_mixed_media: {
    status: 422,
    retry: false,
    title: {
      en: 'None of the channels is of the medium that the route asks for',
      id: 'Tidak ada kanal dari media yang diminta rute',
    },
    remedy: {
      en: 'Name a channel of that medium first, or leave the medium out.',
      id: 'Sebutkan dulu kanal dari media itu, atau kosongkan medianya.',
    },
  },
  routes_full: {
    status: 409,
    retry: false,
    title: { en: 'A workspace has 50 routes at most', id: 'Satu ruang kerja paling banyak punya 50 rute' },
    remedy: {
      en: 'Delete a route, or join two that lead to the same channels.',
      id: 'Hapus satu rute, atau gabungkan dua rute yang menuju kanal yang sama.',
    },
  },
  route_order_incomplete: {
    status: 422,
    retry: false,
    title: {
      en: 'The order does not name every route once',
      id: 'Urutan tidak menyebut setiap rute tepat satu kali',
    },
    remedy: {
      en: 'Read GET /v1/routes again and send all its ids in the new order.',
      id: 'Baca lagi GET /v1/routes, lalu kirim semua id-nya dalam urutan baru.',
    },
  },
  recipient_invalid: {
    status: 422,
    retry: false,
    title: { en: 'This is not a phone number', id: 'Ini bukan nomor telepon' },
    remedy: {
      en: 'Give a whole number, e.g. "+6281234567890".',
      id: 'Berikan nomor lengkap, misalnya "+6281234567890".',
    },
  },
});
