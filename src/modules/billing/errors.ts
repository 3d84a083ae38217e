import { defineErrors } from '../../platform/problem.ts';

export const billingErrors = defineErrors('billing', {
  balance_insufficient: {
    status: 402,
    retry: true,
    title: { en: 'The balance does not cover this message', id: 'Saldo tidak cukup untuk pesan ini' },
    remedy: {
      en: 'Top up, or raise the credit limit, under Billing; nothing was sent or charged. Then send it again.',
      id: 'Isi saldo atau naikkan batas kredit di Tagihan; tidak ada yang terkirim atau ditagih. Lalu kirim ulang.',
    },
  },
  price_exists: {
    status: 409,
    retry: false,
    title: { en: 'There is a price from that moment already', id: 'Sudah ada harga mulai saat itu' },
    remedy: {
      en: 'Choose another start; prices are never changed afterwards.',
      id: 'Pilih awal berlaku yang lain; harga tidak pernah diubah sesudahnya.',
    },
  },
  price_list_unknown: {
    status: 404,
    retry: false,
    title: { en: 'There is no such price list', id: 'Daftar harga itu tidak ada' },
    remedy: {
      en: 'Use one of the ids that GET /v1/price-lists names.',
      id: 'Pakai salah satu ID yang disebut GET /v1/price-lists.',
    },
  },
  channel_unknown: {
    status: 422,
    retry: false,
    title: { en: 'There is no such channel', id: 'Kanal itu tidak ada' },
    remedy: {
      en: 'Use the id of one of your channels, or none for every channel of the medium.',
      id: 'Pakai ID salah satu kanal Anda, atau kosongkan untuk semua kanal media itu.',
    },
  },
  reference_used: {
    status: 409,
    retry: false,
    title: {
      en: 'This reference or Idempotency-Key has been booked with another amount',
      id: 'Referensi atau Idempotency-Key ini sudah dibukukan dengan jumlah lain',
    },
    remedy: {
      en: 'Look it up in the ledger. A different transfer needs a reference of its own.',
      id: 'Lihat di buku besar. Transfer yang lain memerlukan referensinya sendiri.',
    },
  },
  not_a_trial: {
    status: 409,
    retry: false,
    title: {
      en: 'Only trial workspaces get trial credit',
      id: 'Kredit uji coba hanya untuk ruang kerja uji coba',
    },
    remedy: { en: 'Record a top-up instead.', id: 'Catat pengisian saldo saja.' },
  },
  idempotency_key_invalid: {
    status: 400,
    retry: false,
    title: { en: 'The Idempotency-Key cannot be used', id: 'Idempotency-Key tidak bisa dipakai' },
    remedy: {
      en: 'Send 1 to 255 visible ASCII characters.',
      id: 'Kirim 1 sampai 255 karakter ASCII yang terlihat.',
    },
  },
  period_invalid: {
    status: 422,
    retry: false,
    title: {
      en: 'The statement cannot cover this period',
      id: 'Rekening koran tidak bisa mencakup masa itu',
    },
    remedy: {
      en: 'Let it end on or after its first day and cover at most 366 days.',
      id: 'Akhiri pada atau sesudah hari pertamanya, paling lama 366 hari.',
    },
  },
});
