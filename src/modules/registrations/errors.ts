import { defineErrors } from '../../platform/problem.ts';

export const registrationsErrors = defineErrors('registrations', {
  sender_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such sender', id: 'Pengirim itu tidak ada' },
    remedy: {
      en: 'Use the id of an SMS sender in this workspace; GET /v1/senders lists them.',
      id: 'Gunakan id pengirim SMS di ruang kerja ini; daftarnya di GET /v1/senders.',
    },
  },
  document_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such document', id: 'Dokumen itu tidak ada' },
    remedy: {
      en: 'Use the id of a document in this case file.',
      id: 'Gunakan id dokumen yang ada di berkas ini.',
    },
  },
  file_unfit: {
    status: 422,
    retry: false,
    title: { en: 'This file cannot be a document', id: 'Berkas ini tidak bisa menjadi dokumen' },
    remedy: {
      en: 'Upload a PDF, PNG or JPEG with the purpose `document`, and use its id.',
      id: 'Unggah PDF, PNG, atau JPEG dengan tujuan `document`, lalu gunakan id-nya.',
    },
  },
  too_many_documents: {
    status: 409,
    retry: false,
    title: {
      en: 'A workspace has 200 documents at most',
      id: 'Satu ruang kerja paling banyak punya 200 dokumen',
    },
    remedy: { en: 'Remove documents that are out of date.', id: 'Hapus dokumen yang sudah tidak berlaku.' },
  },
});
