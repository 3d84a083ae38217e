import { defineErrors } from '../../platform/problem.ts';

export const contactsErrors = defineErrors('contacts', {
  contact_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such contact', id: 'Kontak itu tidak ada' },
    remedy: {
      en: 'Use the id of a contact in this workspace; GET /v1/contacts lists them. An erased contact does not come back.',
      id: 'Gunakan id kontak di ruang kerja ini; daftarnya di GET /v1/contacts. Kontak yang dihapus tidak kembali.',
    },
  },
  contact_merged: {
    status: 409,
    retry: false,
    title: {
      en: 'This contact became part of another one',
      id: 'Kontak ini sudah menjadi bagian kontak lain',
    },
    remedy: {
      en: 'Work with the contact that it was merged into, or undo the merge.',
      id: 'Gunakan kontak tujuan penggabungan, atau batalkan penggabungannya.',
    },
  },
  identity_invalid: {
    status: 422,
    retry: false,
    title: { en: 'The address is not of its kind', id: 'Alamat tidak sesuai jenisnya' },
    remedy: {
      en: 'Use a whole phone number such as "+6281234567890", an e-mail address, or the id that the channel gave.',
      id: 'Gunakan nomor lengkap seperti "+6281234567890", alamat email, atau id dari kanalnya.',
    },
  },
  identity_taken: {
    status: 409,
    retry: false,
    title: { en: 'Another contact has this address', id: 'Alamat ini milik kontak lain' },
    remedy: {
      en: 'Merge the two contacts, or split the address from the other one. The detail names it.',
      id: 'Gabungkan kedua kontak, atau pisahkan alamat dari kontak itu. Rinciannya menyebut kontaknya.',
    },
  },
  identity_not_found: {
    status: 404,
    retry: false,
    title: { en: 'The contact has no such identity', id: 'Kontak tidak punya identitas itu' },
    remedy: {
      en: 'Use the id of one of the identities that the contact shows.',
      id: 'Gunakan id salah satu identitas yang tampil pada kontak.',
    },
  },
  too_many_identities: {
    status: 422,
    retry: false,
    title: { en: 'A contact has 50 identities at most', id: 'Satu kontak paling banyak punya 50 identitas' },
    remedy: { en: 'Remove one that is not used any more.', id: 'Hapus yang sudah tidak dipakai.' },
  },
  merge_with_itself: {
    status: 422,
    retry: false,
    title: {
      en: 'A contact cannot be merged into itself',
      id: 'Kontak tidak bisa digabung dengan dirinya sendiri',
    },
    remedy: { en: 'Name other contacts.', id: 'Sebutkan kontak lain.' },
  },
  merge_choice_invalid: {
    status: 422,
    retry: false,
    title: {
      en: 'The choice names no contact of this merge',
      id: 'Pilihan tidak menyebut kontak yang digabung',
    },
    remedy: {
      en: 'Under `take`, give for "name", "language" or "fields.<key>" the id of one of the contacts being merged.',
      id: 'Di `take`, isi "name", "language" atau "fields.<key>" dengan id salah satu kontak yang digabung.',
    },
  },
  split_everything: {
    status: 422,
    retry: false,
    title: { en: 'A split leaves something behind', id: 'Pemisahan harus menyisakan sesuatu' },
    remedy: {
      en: 'Leave at least one identity with the contact, or rename the contact instead.',
      id: 'Sisakan minimal satu identitas pada kontak, atau cukup ganti namanya.',
    },
  },
  change_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such change', id: 'Perubahan itu tidak ada' },
    remedy: {
      en: 'Use the id of a change in the history of a contact.',
      id: 'Gunakan id perubahan dari riwayat kontak.',
    },
  },
  undo_blocked: {
    status: 409,
    retry: false,
    title: { en: 'Something that came later stands in the way', id: 'Perubahan setelahnya menghalangi' },
    remedy: {
      en: 'Undo the later merge or split first; the history shows it.',
      id: 'Batalkan dulu penggabungan atau pemisahan sesudahnya; riwayat menampilkannya.',
    },
  },
  not_undoable: {
    status: 422,
    retry: false,
    title: {
      en: 'Only merges and splits can be undone',
      id: 'Hanya penggabungan dan pemisahan yang bisa dibatalkan',
    },
    remedy: { en: 'Change the contact by hand.', id: 'Ubah kontak secara manual.' },
  },
  tag_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such tag', id: 'Tag itu tidak ada' },
    remedy: {
      en: 'Use the id of a tag in this workspace; GET /v1/contact-tags lists them.',
      id: 'Gunakan id tag di ruang kerja ini; daftarnya di GET /v1/contact-tags.',
    },
  },
  tag_exists: {
    status: 409,
    retry: false,
    title: { en: 'There is a tag of this name already', id: 'Tag dengan nama itu sudah ada' },
    remedy: { en: 'Use that one, or choose another name.', id: 'Pakai tag itu, atau pilih nama lain.' },
  },
  too_many_tags: {
    status: 422,
    retry: false,
    title: { en: 'A workspace has 200 tags at most', id: 'Satu ruang kerja paling banyak punya 200 tag' },
    remedy: { en: 'Delete tags that nobody uses.', id: 'Hapus tag yang tidak dipakai.' },
  },
  field_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such field', id: 'Kolom itu tidak ada' },
    remedy: {
      en: 'Use the key of a field in this workspace; GET /v1/contact-fields lists them.',
      id: 'Gunakan kunci kolom di ruang kerja ini; daftarnya di GET /v1/contact-fields.',
    },
  },
  field_exists: {
    status: 409,
    retry: false,
    title: { en: 'There is a field with this key already', id: 'Kolom dengan kunci itu sudah ada' },
    remedy: { en: 'Use that one, or choose another key.', id: 'Pakai kolom itu, atau pilih kunci lain.' },
  },
  too_many_fields: {
    status: 422,
    retry: false,
    title: { en: 'A workspace has 50 fields at most', id: 'Satu ruang kerja paling banyak punya 50 kolom' },
    remedy: { en: 'Delete fields that nobody uses.', id: 'Hapus kolom yang tidak dipakai.' },
  },
  field_options: {
    status: 422,
    retry: false,
    title: {
      en: 'A choice needs options, other fields have none',
      id: 'Kolom pilihan butuh opsi, kolom lain tidak punya',
    },
    remedy: {
      en: 'Give `options` for a field of type "select" only.',
      id: 'Isi `options` hanya untuk kolom bertipe "select".',
    },
  },
  field_value_invalid: {
    status: 422,
    retry: false,
    title: { en: 'The value does not fit its field', id: 'Nilai tidak cocok dengan kolomnya' },
    remedy: {
      en: 'Give a number, true or false, a date as "2026-11-21", or one of the options, as the field asks.',
      id: 'Isi angka, true atau false, tanggal seperti "2026-11-21", atau salah satu opsi, sesuai kolomnya.',
    },
  },
  suggestion_not_found: {
    status: 404,
    retry: false,
    title: { en: 'There is no such suggestion', id: 'Saran itu tidak ada' },
    remedy: {
      en: 'Load the list again; somebody may have decided.',
      id: 'Muat ulang daftar; mungkin sudah diputuskan.',
    },
  },
  cursor_invalid: {
    status: 422,
    retry: false,
    title: { en: 'The cursor is not one of ours', id: 'Cursor ini bukan buatan kami' },
    remedy: {
      en: 'Use `next` of the page before, or none.',
      id: 'Gunakan `next` dari halaman sebelumnya, atau kosongkan.',
    },
  },
  idempotency_key_invalid: {
    status: 422,
    retry: false,
    title: { en: 'The Idempotency-Key cannot be used', id: 'Idempotency-Key tidak bisa dipakai' },
    remedy: {
      en: 'Use 1 to 255 visible ASCII characters, for example a UUID.',
      id: 'Gunakan 1 sampai 255 karakter ASCII yang terlihat, misalnya sebuah UUID.',
    },
  },
});
