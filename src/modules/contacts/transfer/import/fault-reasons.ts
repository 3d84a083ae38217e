import type { Words } from '../../../../platform/problem.ts';
import type { FaultCode } from './read-row.ts';

/** Why a row was not taken and what to do about it, as the report says it. */
export const REASONS: Readonly<Record<FaultCode, Words>> = {
  no_address: {
    id: 'tidak ada nomor atau email. Isi salah satunya.',
    en: 'no phone number or e-mail address. Fill in one of them.',
  },
  phone_invalid: {
    id: 'bukan nomor telepon. Tulis satu nomor lengkap, misalnya 081234567890.',
    en: 'not a phone number. Write one whole number, e.g. 081234567890.',
  },
  phone_scientific: {
    id: 'angkanya dibulatkan Excel (8.12E+11) sehingga digit akhir hilang. Format kolom sebagai Teks lalu isi lagi.',
    en: 'rounded by Excel (8.12E+11), its last digits are gone. Format the column as Text and fill it in again.',
  },
  phone_length: {
    id: 'jumlah digit nomor tidak pas. Periksa apakah ada digit kurang atau dua nomor dalam satu sel.',
    en: 'too few or too many digits. Look for missing digits, or two numbers in one cell.',
  },
  email_invalid: {
    id: 'bukan alamat email. Tulis seperti nama@contoh.co.id.',
    en: 'not an e-mail address. Write it like name@example.com.',
  },
  name_too_long: {
    id: 'nama lebih dari 200 huruf. Persingkat.',
    en: 'the name has more than 200 characters. Shorten it.',
  },
  value_invalid: {
    id: 'isinya tidak cocok dengan jenis kolom. Tanggal ditulis 2026-11-21 atau 21/11/2026, angka tanpa huruf.',
    en: 'does not fit the kind of field. Write dates as 2026-11-21 or 21/11/2026, numbers without letters.',
  },
  value_too_long: {
    id: 'isinya lebih dari 1.000 huruf. Persingkat.',
    en: 'longer than 1,000 characters. Shorten it.',
  },
  tag_too_long: {
    id: 'tag lebih dari 40 huruf. Pisahkan tag dengan koma.',
    en: 'a tag has more than 40 characters. Separate tags with commas.',
  },
  too_many_tags: {
    id: 'ruang kerja sudah punya 200 tag. Hapus tag yang tidak dipakai.',
    en: 'the workspace has 200 tags already. Delete tags that nobody uses.',
  },
  too_many_cells: {
    id: 'selnya lebih banyak daripada nama kolom. Beri tanda kutip pada isi yang memuat pemisah.',
    en: 'more cells than column names. Put text that holds the separator in quotes.',
  },
  too_many_identities: {
    id: 'kontaknya sudah punya 50 alamat.',
    en: 'the contact has 50 addresses already.',
  },
  addresses_of_two: {
    id: 'nomor dan emailnya milik dua kontak berbeda. Gabungkan kedua kontak itu dulu.',
    en: 'its number and e-mail address belong to two contacts. Merge those two first.',
  },
};
