import { defineErrors } from '../../../platform/problem.ts';

export const transferErrors = defineErrors('contact_transfer', {
  import_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such import', id: 'Impor itu tidak ada' },
    remedy: {
      en: 'GET /v1/contacts/imports lists those of the last 90 days.',
      id: 'Daftar impor 90 hari terakhir ada di GET /v1/contacts/imports.',
    },
  },
  import_file_unknown: {
    status: 422,
    retry: false,
    title: { en: 'This is no uploaded table', id: 'Ini bukan tabel yang sudah diunggah' },
    remedy: {
      en: 'Upload the file first: POST /v1/files with purpose=import. It is kept for 7 days.',
      id: 'Unggah berkasnya dulu: POST /v1/files dengan purpose=import. Berkas disimpan 7 hari.',
    },
  },
  import_file_old_excel: {
    status: 422,
    retry: false,
    title: {
      en: 'Excel files of before 2007 are not read',
      id: 'Berkas Excel sebelum 2007 tidak bisa dibaca',
    },
    remedy: {
      en: 'Open it in Excel and save it as "Excel Workbook (.xlsx)" or "CSV UTF-8".',
      id: 'Buka di Excel lalu simpan sebagai "Excel Workbook (.xlsx)" atau "CSV UTF-8".',
    },
  },
  import_file_unreadable: {
    status: 422,
    retry: false,
    title: { en: 'The file is no table that can be read', id: 'Berkas ini bukan tabel yang bisa dibaca' },
    remedy: {
      en: 'Save it as CSV or XLSX with one contact in each row, and upload it again.',
      id: 'Simpan sebagai CSV atau XLSX dengan satu kontak per baris, lalu unggah lagi.',
    },
  },
  import_file_without_rows: {
    status: 422,
    retry: false,
    title: { en: 'The file has no rows', id: 'Berkas tidak punya baris data' },
    remedy: {
      en: 'Upload a file with the names of the columns and at least one contact below them.',
      id: 'Unggah berkas dengan nama kolom dan minimal satu kontak di bawahnya.',
    },
  },
  import_mapping_incomplete: {
    status: 422,
    retry: false,
    title: { en: 'The mapping does not fit the columns', id: 'Pemetaan tidak cocok dengan kolom berkas' },
    remedy: {
      en: 'Give one target for each column, and at least one of them "phone" or "email".',
      id: 'Isi satu tujuan untuk setiap kolom, minimal satu di antaranya "phone" atau "email".',
    },
  },
  import_started: {
    status: 409,
    retry: false,
    title: { en: 'The import is past that', id: 'Impor sudah lewat tahap itu' },
    remedy: {
      en: 'An import is started once and canceled only while it runs. Create another one for the same file.',
      id: 'Impor dimulai sekali dan hanya bisa dibatalkan saat berjalan. Buat impor baru untuk berkas yang sama.',
    },
  },
  export_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such export', id: 'Ekspor itu tidak ada' },
    remedy: {
      en: 'GET /v1/contacts/exports lists them; files are kept for 24 hours.',
      id: 'Daftarnya ada di GET /v1/contacts/exports; berkas disimpan 24 jam.',
    },
  },
  export_not_ready: {
    status: 409,
    retry: true,
    title: { en: 'The export is not finished', id: 'Ekspor belum selesai' },
    remedy: { en: 'Wait until its state is "done".', id: 'Tunggu sampai statusnya "done".' },
  },
});
