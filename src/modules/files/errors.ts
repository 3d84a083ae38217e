import { defineErrors } from '../../platform/problem.ts';

export const filesErrors = defineErrors('files', {
  not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such file', id: 'Berkas ini tidak ada' },
    remedy: {
      en: 'Check the id; files for imports are kept for 7 days.',
      id: 'Periksa id-nya; berkas untuk impor disimpan selama 7 hari.',
    },
  },
  too_large: {
    status: 413,
    retry: false,
    title: { en: 'The file is too large', id: 'Berkas terlalu besar' },
    remedy: {
      en: 'Send at most 100 MiB for media, 50 MiB for an import and 20 MiB for a document.',
      id: 'Kirim paling besar 100 MiB untuk media, 50 MiB untuk impor, dan 20 MiB untuk dokumen.',
    },
  },
  empty: {
    status: 422,
    retry: false,
    title: { en: 'The file is empty', id: 'Berkas kosong' },
    remedy: {
      en: 'Send the bytes of the file as the body of the request.',
      id: 'Kirim isi berkas sebagai badan permintaan.',
    },
  },
  quota_exceeded: {
    status: 413,
    retry: false,
    title: {
      en: 'The workspace has no room for this file',
      id: 'Ruang penyimpanan ruang kerja tidak cukup untuk berkas ini',
    },
    remedy: {
      en: 'Delete files that are not needed, or raise TITIAN_FILES_MIB.',
      id: 'Hapus berkas yang tidak diperlukan, atau naikkan TITIAN_FILES_MIB.',
    },
  },
  broken_off: {
    status: 400,
    retry: true,
    title: { en: 'The upload broke off', id: 'Pengunggahan terputus' },
    remedy: {
      en: 'Nothing of it was kept. Upload the file again.',
      id: 'Tidak ada yang tersimpan. Unggah lagi berkasnya.',
    },
  },
  range_unsatisfiable: {
    status: 416,
    retry: false,
    title: { en: 'The file has no such part', id: 'Berkas tidak mempunyai bagian itu' },
    remedy: {
      en: 'Ask for a range that begins before the end of the file.',
      id: 'Minta rentang yang dimulai sebelum akhir berkas.',
    },
  },
});
