import { defineErrors } from '../problem.ts';

/** What can be wrong with a request before any module sees it. */
export const requestErrors = defineErrors('request', {
  invalid: {
    status: 422,
    retry: false,
    title: {
      en: 'The request has a field that is missing, unknown or not allowed',
      id: 'Ada isian yang kurang, tidak dikenal, atau tidak diizinkan',
    },
    remedy: {
      en: 'Correct the field named in `field`; see the API reference for its form.',
      id: 'Perbaiki isian yang disebut di `field`; bentuknya ada di rujukan API.',
    },
  },
  malformed_json: {
    status: 400,
    retry: false,
    title: { en: 'The body is not valid JSON', id: 'Isi permintaan bukan JSON yang sah' },
    remedy: {
      en: 'Send one complete JSON value, encoded in UTF-8.',
      id: 'Kirim satu nilai JSON utuh dalam UTF-8.',
    },
  },
  unsupported_media_type: {
    status: 415,
    retry: false,
    title: { en: 'The content type is not supported', id: 'Jenis konten tidak didukung' },
    remedy: {
      en: 'Send `Content-Type: application/json`.',
      id: 'Kirim dengan `Content-Type: application/json`.',
    },
  },
  too_large: {
    status: 413,
    retry: false,
    title: { en: 'The body is too large', id: 'Isi permintaan terlalu besar' },
    remedy: {
      en: 'Send at most 1,000 messages and 4 MiB in one request.',
      id: 'Kirim paling banyak 1.000 pesan dan 4 MiB dalam satu permintaan.',
    },
  },
  not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is nothing at this address', id: 'Tidak ada apa pun di alamat ini' },
    remedy: {
      en: 'Check the path and the id; ids belong to one workspace.',
      id: 'Periksa jalur dan id; id hanya berlaku di satu ruang kerja.',
    },
  },
  method_not_allowed: {
    status: 405,
    retry: false,
    title: { en: 'This address does not take that method', id: 'Alamat ini tidak menerima metode tersebut' },
    remedy: {
      en: 'Use a method listed in the `Allow` header.',
      id: 'Gunakan metode yang tercantum di header `Allow`.',
    },
  },
  unauthenticated: {
    status: 401,
    retry: false,
    title: { en: 'Nobody is signed in', id: 'Belum ada yang masuk' },
    remedy: {
      en: 'Send a valid API key as `Authorization: Bearer tt_…`, or sign in.',
      id: 'Kirim kunci API yang sah sebagai `Authorization: Bearer tt_…`, atau masuk dahulu.',
    },
  },
  forbidden: {
    status: 403,
    retry: false,
    title: { en: 'Not allowed', id: 'Tidak diizinkan' },
    remedy: {
      en: 'Ask an owner or admin for the permission named in `detail`.',
      id: 'Minta izin yang disebut di `detail` kepada pemilik atau admin.',
    },
  },
  origin_refused: {
    status: 403,
    retry: false,
    title: { en: 'The request came from another site', id: 'Permintaan datang dari situs lain' },
    remedy: {
      en: 'Call the API from the console itself, or with an API key.',
      id: 'Panggil API dari konsol sendiri, atau dengan kunci API.',
    },
  },
  rate_limited: {
    status: 429,
    retry: true,
    title: { en: 'Too many requests', id: 'Terlalu banyak permintaan' },
    remedy: {
      en: 'Wait for the seconds in `Retry-After`, then try again.',
      id: 'Tunggu selama detik di `Retry-After`, lalu coba lagi.',
    },
  },
  database_unavailable: {
    status: 503,
    retry: true,
    title: { en: 'The database cannot be reached', id: 'Basis data sedang tidak terjangkau' },
    remedy: {
      en: 'It may or may not have been stored: the answer of the database is missing. Repeat it after the seconds in `Retry-After` with the same Idempotency-Key, and it takes effect once.',
      id: 'Mungkin tersimpan, mungkin tidak: jawaban basis data tidak sampai. Ulangi setelah detik di `Retry-After` dengan Idempotency-Key yang sama, dan hasilnya tetap satu.',
    },
  },
  shutting_down: {
    status: 503,
    retry: true,
    title: { en: 'This server is shutting down', id: 'Server ini sedang berhenti' },
    remedy: {
      en: 'Try again; another server or the restarted one will answer.',
      id: 'Coba lagi; server lain atau server yang baru dimulai akan menjawab.',
    },
  },
  internal: {
    status: 500,
    retry: true,
    title: { en: 'Something went wrong on our side', id: 'Ada yang salah di pihak kami' },
    remedy: {
      en: 'Try again with the same Idempotency-Key; quote `requestId` when it stays.',
      id: 'Coba lagi dengan Idempotency-Key yang sama; sebutkan `requestId` bila tetap terjadi.',
    },
  },
});
