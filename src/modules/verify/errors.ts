import { defineErrors } from '../../platform/problem.ts';

export const verifyErrors = defineErrors('verify', {
  service_not_found: {
    status: 404,
    retry: false,
    title: { en: 'This verification service does not exist', id: 'Layanan verifikasi ini tidak ada' },
    remedy: {
      en: 'Use an id from GET /v1/verify/services.',
      id: 'Gunakan id dari GET /v1/verify/services.',
    },
  },
  services_full: {
    status: 422,
    retry: false,
    title: { en: 'There are 50 services already', id: 'Sudah ada 50 layanan' },
    remedy: { en: 'Delete one that is not used.', id: 'Hapus layanan yang tidak dipakai.' },
  },
  sender_unknown: {
    status: 422,
    retry: false,
    title: { en: 'This sender could not be used', id: 'Pengirim ini tidak dapat dipakai' },
    remedy: {
      en: 'Use the address of one of your senders.',
      id: 'Gunakan alamat salah satu pengirim Anda.',
    },
  },
  text_refused: {
    status: 422,
    retry: false,
    title: { en: 'Operators would block this text', id: 'Operator akan memblokir teks ini' },
    remedy: {
      en: 'Name the brand, say not to share the code, and leave out links and telephone numbers.',
      id: 'Sebut merek, minta agar kode tidak dibagikan, dan jangan cantumkan tautan atau nomor telepon.',
    },
  },
  purpose_unknown: {
    status: 422,
    retry: false,
    title: { en: 'The service does not have this purpose', id: 'Layanan tidak mempunyai keperluan ini' },
    remedy: { en: 'Use one of the service’s purposes.', id: 'Gunakan salah satu keperluan layanan.' },
  },
  channel_not_available: {
    status: 422,
    retry: false,
    title: {
      en: 'Codes cannot be sent over this channel yet',
      id: 'Kode belum dapat dikirim melalui saluran ini',
    },
    remedy: { en: 'Use "sms" or "auto".', id: 'Gunakan "sms" atau "auto".' },
  },
  recipient_invalid: {
    status: 422,
    retry: false,
    title: { en: 'This number cannot get a code', id: 'Nomor ini tidak dapat menerima kode' },
    remedy: {
      en: 'Use a mobile number such as "+6281234567890".',
      id: 'Gunakan nomor ponsel seperti "+6281234567890".',
    },
  },
  country_not_allowed: {
    status: 422,
    retry: false,
    title: { en: 'Codes may not go to this country', id: 'Kode tidak boleh dikirim ke negara ini' },
    remedy: {
      en: 'Add the country to the service if you have customers there.',
      id: 'Tambahkan negara itu pada layanan bila Anda memiliki pelanggan di sana.',
    },
  },
  send_limit: {
    status: 429,
    retry: true,
    title: { en: 'Too many codes were asked for', id: 'Terlalu banyak kode diminta' },
    remedy: {
      en: 'Wait for as long as Retry-After says; the detail names the limit.',
      id: 'Tunggu selama disebut Retry-After; rincian menyebut batasnya.',
    },
  },
  check_limit: {
    status: 429,
    retry: true,
    title: {
      en: 'Too many wrong codes were tried for this number',
      id: 'Terlalu banyak kode salah dicoba untuk nomor ini',
    },
    remedy: {
      en: 'Wait for as long as Retry-After says. After 100 wrong codes in a row somebody with verify:manage has to unlock the number.',
      id: 'Tunggu selama disebut Retry-After. Setelah 100 kode salah berturut-turut, seseorang dengan verify:manage harus membuka nomor itu.',
    },
  },
  blocked: {
    status: 429,
    retry: true,
    title: { en: 'The fraud guard stopped this code', id: 'Penjaga penipuan menghentikan kode ini' },
    remedy: {
      en: 'Look at the block in the console; lift it if the customers are real.',
      id: 'Lihat blokir di konsol; cabut bila pelanggannya nyata.',
    },
  },
  verification_not_found: {
    status: 404,
    retry: false,
    title: { en: 'This verification does not exist', id: 'Verifikasi ini tidak ada' },
    remedy: { en: 'Check the id, or start a new one.', id: 'Periksa id, atau mulai yang baru.' },
  },
  not_pending: {
    status: 409,
    retry: false,
    title: { en: 'This verification is over', id: 'Verifikasi ini sudah selesai' },
    remedy: { en: 'Start a new one.', id: 'Mulai yang baru.' },
  },
  block_not_found: {
    status: 404,
    retry: false,
    title: { en: 'This block does not exist', id: 'Blokir ini tidak ada' },
    remedy: { en: 'Look at the list of blocks.', id: 'Lihat daftar blokir.' },
  },
  block_over: {
    status: 409,
    retry: false,
    title: { en: 'This block is over already', id: 'Blokir ini sudah berakhir' },
    remedy: { en: 'Nothing needs to be done.', id: 'Tidak perlu melakukan apa pun.' },
  },
  rate_limit_reached: {
    status: 429,
    retry: true,
    title: { en: 'A rate limit of the service was reached', id: 'Batas laju layanan tercapai' },
    remedy: {
      en: 'Wait for as long as Retry-After says; the detail names the limit and its bucket.',
      id: 'Tunggu selama disebut Retry-After; rincian menyebut batas dan jatahnya.',
    },
  },
  rate_limit_unknown: {
    status: 422,
    retry: false,
    title: {
      en: 'The service has no rate limit of this name',
      id: 'Layanan tidak punya batas laju bernama ini',
    },
    remedy: {
      en: 'Use names from GET /v1/verify/services/{id}/rate-limits, or create it.',
      id: 'Gunakan nama dari GET /v1/verify/services/{id}/rate-limits, atau buat dahulu.',
    },
  },
  rate_limit_not_found: {
    status: 404,
    retry: false,
    title: { en: 'This rate limit does not exist', id: 'Batas laju ini tidak ada' },
    remedy: {
      en: 'Use an id or a name from GET /v1/verify/services/{id}/rate-limits.',
      id: 'Gunakan id atau nama dari GET /v1/verify/services/{id}/rate-limits.',
    },
  },
  rate_limit_exists: {
    status: 409,
    retry: false,
    title: {
      en: 'The service has a rate limit of this name',
      id: 'Layanan sudah punya batas laju bernama ini',
    },
    remedy: { en: 'Use another name, or delete that one.', id: 'Gunakan nama lain, atau hapus yang itu.' },
  },
  rate_limits_full: {
    status: 422,
    retry: false,
    title: { en: 'The service has 20 rate limits already', id: 'Layanan sudah punya 20 batas laju' },
    remedy: { en: 'Delete one that is not used.', id: 'Hapus yang tidak dipakai.' },
  },
  rate_bucket_not_found: {
    status: 404,
    retry: false,
    title: { en: 'This bucket does not exist', id: 'Jatah ini tidak ada' },
    remedy: { en: 'Look at the buckets of the rate limit.', id: 'Lihat jatah pada batas laju itu.' },
  },
  rate_bucket_exists: {
    status: 409,
    retry: false,
    title: {
      en: 'The rate limit has a bucket for this interval',
      id: 'Batas laju sudah punya jatah untuk rentang ini',
    },
    remedy: {
      en: 'Change that bucket, or use another interval.',
      id: 'Ubah jatah itu, atau pakai rentang lain.',
    },
  },
  rate_buckets_full: {
    status: 422,
    retry: false,
    title: { en: 'The rate limit has 10 buckets already', id: 'Batas laju sudah punya 10 jatah' },
    remedy: { en: 'Delete one that is not used.', id: 'Hapus yang tidak dipakai.' },
  },
  factor_not_found: {
    status: 404,
    retry: false,
    title: { en: 'This factor does not exist', id: 'Faktor ini tidak ada' },
    remedy: { en: 'Create one, or check the id.', id: 'Buat satu, atau periksa id.' },
  },
  factor_locked: {
    status: 429,
    retry: true,
    title: { en: 'Too many wrong codes for this factor', id: 'Terlalu banyak kode salah untuk faktor ini' },
    remedy: { en: 'Wait for as long as Retry-After says.', id: 'Tunggu selama disebut Retry-After.' },
  },
  cursor_invalid: {
    status: 400,
    retry: false,
    title: { en: 'The cursor was not given out by this list', id: 'Kursor bukan dari daftar ini' },
    remedy: {
      en: 'Leave it out, or use the `next` of a page.',
      id: 'Hilangkan, atau gunakan `next` dari suatu halaman.',
    },
  },
});
