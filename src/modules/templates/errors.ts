import { defineErrors } from '../../platform/problem.ts';

export const templatesErrors = defineErrors('templates', {
  template_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such template', id: 'Templat itu tidak ada' },
    remedy: {
      en: 'Use the id of a template in this workspace; GET /v1/templates lists them.',
      id: 'Gunakan id templat di ruang kerja ini; daftarnya di GET /v1/templates.',
    },
  },
  name_taken: {
    status: 409,
    retry: false,
    title: { en: 'Another template has this name', id: 'Templat lain sudah memakai nama ini' },
    remedy: { en: 'Choose another name.', id: 'Pilih nama lain.' },
  },
  too_many_templates: {
    status: 409,
    retry: false,
    title: {
      en: 'A workspace has 250 templates at most',
      id: 'Satu ruang kerja paling banyak punya 250 templat',
    },
    remedy: { en: 'Archive templates that nobody uses.', id: 'Arsipkan templat yang tidak dipakai.' },
  },
  language_missing: {
    status: 422,
    retry: false,
    title: { en: 'The default language is not written', id: 'Bahasa bawaan belum ditulis' },
    remedy: {
      en: 'Write the template in its default language, or make another language the default.',
      id: 'Tulis templat dalam bahasa bawaannya, atau ganti bahasa bawaannya.',
    },
  },
  nothing_to_publish: {
    status: 409,
    retry: false,
    title: {
      en: 'Nothing has changed since the last version',
      id: 'Belum ada perubahan sejak versi terakhir',
    },
    remedy: { en: 'Change the draft first.', id: 'Ubah drafnya dulu.' },
  },
  has_errors: {
    status: 422,
    retry: false,
    title: { en: 'The template has errors', id: 'Templat masih punya kesalahan' },
    remedy: {
      en: 'Mend what the linter marks as an error.',
      id: 'Perbaiki yang ditandai sebagai kesalahan.',
    },
  },
  not_published: {
    status: 422,
    retry: false,
    title: { en: 'The template is only a draft', id: 'Templat masih berupa draf' },
    remedy: { en: 'Publish it first.', id: 'Terbitkan dulu.' },
  },
  version_unknown: {
    status: 422,
    retry: false,
    title: { en: 'The template has no such version', id: 'Templat tidak punya versi itu' },
    remedy: { en: 'Leave `version` out for the newest one.', id: 'Kosongkan `version` untuk yang terbaru.' },
  },
  language_unknown: {
    status: 422,
    retry: false,
    title: {
      en: 'The template is not written in this language',
      id: 'Templat belum ditulis dalam bahasa ini',
    },
    remedy: {
      en: 'Leave `language` out for the default language, or write the template in this one.',
      id: 'Kosongkan `language` untuk bahasa bawaan, atau tulis templat dalam bahasa ini.',
    },
  },
  header_no_file: {
    status: 422,
    retry: false,
    title: {
      en: 'The header of this template is no file',
      id: 'Kepala templat ini bukan berkas',
    },
    remedy: {
      en: 'Leave `header` out, or put a picture, video or document into the header of the template.',
      id: 'Kosongkan `header`, atau pasang gambar, video, atau dokumen di kepala templat.',
    },
  },
  variable_missing: {
    status: 422,
    retry: false,
    title: { en: 'A variable of the template has no value', id: 'Ada variabel templat yang belum diisi' },
    remedy: { en: 'Give the variable named in `field`.', id: 'Isi variabel yang disebut di `field`.' },
  },
  variable_invalid: {
    status: 422,
    retry: false,
    title: { en: 'A value does not fit its variable', id: 'Ada nilai yang tidak sesuai variabelnya' },
    remedy: {
      en: 'Correct the variable named in `field`.',
      id: 'Perbaiki variabel yang disebut di `field`.',
    },
  },
  not_approved: {
    status: 422,
    retry: false,
    title: {
      en: 'The template is not approved on this channel',
      id: 'Templat belum disetujui di kanal ini',
    },
    remedy: {
      en: 'Submit it for approval and wait for the answer, or send over another channel.',
      id: 'Ajukan persetujuannya dan tunggu jawabannya, atau kirim lewat kanal lain.',
    },
  },
  channel_unknown: {
    status: 422,
    retry: false,
    title: { en: 'This channel approves no templates', id: 'Kanal ini tidak menyetujui templat' },
    remedy: {
      en: 'Use a channel that GET /v1/templates lists under `channels`.',
      id: 'Gunakan kanal yang tercantum di `channels` pada GET /v1/templates.',
    },
  },
  edit_limit: {
    status: 409,
    retry: true,
    title: {
      en: 'This template was changed at the provider too often',
      id: 'Templat ini terlalu sering diubah di penyedia',
    },
    remedy: {
      en: 'Meta allows one change in 24 hours and ten in 30 days. Wait, or publish it under a new name.',
      id: 'Meta mengizinkan satu perubahan per 24 jam dan sepuluh per 30 hari. Tunggu, atau terbitkan dengan nama baru.',
    },
  },
  approval_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such approval', id: 'Persetujuan itu tidak ada' },
    remedy: {
      en: 'Use the id of an approval that GET /v1/templates lists.',
      id: 'Gunakan id persetujuan yang tercantum di GET /v1/templates.',
    },
  },
  approval_taken: {
    status: 409,
    retry: false,
    title: {
      en: 'The approval belongs to a template already',
      id: 'Persetujuan ini sudah milik sebuah templat',
    },
    remedy: { en: 'Choose one that belongs to none.', id: 'Pilih yang belum dimiliki.' },
  },
  library_entry_not_found: {
    status: 404,
    retry: false,
    title: { en: 'The library has no such template', id: 'Pustaka tidak punya templat itu' },
    remedy: {
      en: 'Use a key of GET /v1/template-library.',
      id: 'Gunakan kunci dari GET /v1/template-library.',
    },
  },
});
