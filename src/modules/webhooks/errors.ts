import { defineErrors } from '../../platform/problem.ts';

export const webhooksErrors = defineErrors('webhooks', {
  endpoint_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such webhook endpoint', id: 'Titik akhir webhook itu tidak ada' },
    remedy: {
      en: 'Use the id of an endpoint in this workspace; GET /v1/webhook-endpoints lists them.',
      id: 'Gunakan id titik akhir di ruang kerja ini; daftarnya di GET /v1/webhook-endpoints.',
    },
  },
  delivery_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such delivery', id: 'Pengiriman itu tidak ada' },
    remedy: {
      en: 'Use the id of a delivery to this endpoint; deliveries are kept for 30 days.',
      id: 'Gunakan id pengiriman ke titik akhir ini; pengiriman disimpan 30 hari.',
    },
  },
  url_invalid: {
    status: 422,
    retry: false,
    title: { en: 'Nothing can be sent to this address', id: 'Alamat ini tidak bisa dikirimi' },
    remedy: {
      en: 'Use a whole http or https address without user name and password, on port 80, 443 or above 1023.',
      id: 'Gunakan alamat http atau https yang lengkap tanpa nama pengguna dan kata sandi, di port 80, 443, atau di atas 1023.',
    },
  },
  url_private: {
    status: 422,
    retry: false,
    title: {
      en: 'This address is not on the public internet',
      id: 'Alamat ini tidak ada di internet publik',
    },
    remedy: {
      en: 'Use a public address, or ask whoever runs this installation to allow it with TITIAN_EGRESS_ALLOW.',
      id: 'Gunakan alamat publik, atau minta pengelola instalasi ini mengizinkannya dengan TITIAN_EGRESS_ALLOW.',
    },
  },
  too_many_endpoints: {
    status: 409,
    retry: false,
    title: {
      en: 'This workspace has as many endpoints as it may',
      id: 'Titik akhir di ruang kerja ini sudah mencapai batas',
    },
    remedy: {
      en: 'Delete an endpoint that is not used any more; 50 are allowed.',
      id: 'Hapus titik akhir yang tidak dipakai lagi; batasnya 50.',
    },
  },
});
