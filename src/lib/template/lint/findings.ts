/** Everything the linter can say: one row each, in both languages. */
export type Severity = 'error' | 'warning' | 'advice';
export type FindingChannel = 'all' | 'sms' | 'whatsapp' | 'rcs';

interface FindingRow {
  /** `error`: this channel certainly refuses it, or it cannot be sent. `warning`: likely refused, blocked or dear. */
  readonly severity: Severity;
  readonly channel: FindingChannel;
  readonly remedy: { readonly id: string; readonly en: string };
}

const row = (severity: Severity, channel: FindingChannel, id: string, en: string): FindingRow => ({
  severity,
  channel,
  remedy: { id, en },
});

// biome-ignore format: a table, one finding per pair of lines
export const FINDINGS = {
  placeholder_broken: row('error', 'all',
    'Tulis variabel sebagai {{nama}}: dua kurung kurawal di kedua sisi, huruf kecil.',
    'Write variables as {{nama}}: two braces on both sides, small letters.'),
  variable_unknown: row('error', 'all',
    'Tambahkan variabel ini ke daftar variabel, atau hapus dari teks.',
    'Add this variable to the list of variables, or take it out of the text.'),
  variable_unused: row('advice', 'all',
    'Pakai variabel ini di teks, atau hapus dari daftar.',
    'Use this variable in the text, or delete it from the list.'),
  sample_invalid: row('error', 'all',
    'Beri contoh yang sesuai jenis variabelnya.',
    'Give an example that fits the type of the variable.'),
  all_caps: row('advice', 'all',
    'Jangan tulis kalimat dengan huruf besar semua: penyaring spam dan orang membacanya sebagai teriakan.',
    'Do not shout in capitals: spam filters and people take it badly.'),
  link_shortener: row('error', 'all',
    'Pakai alamat lengkap milik Anda: operator dan Meta menolak pemendek tautan.',
    'Use a whole address of your own: operators and Meta refuse link shorteners.'),
  link_bare: row('warning', 'all',
    'Tulis https:// di depan alamat, supaya orang tahu ke mana tautan membawa.',
    'Write https:// before the address, so that people see where it leads.'),
  promotional_in_utility: row('warning', 'whatsapp',
    'Hapus kata promosi, atau ubah kategori ke marketing: Meta mengubahnya sendiri dan menagih lebih mahal.',
    'Take the promotional words out, or make it marketing: Meta changes the category itself and charges more.'),
  category_marketing_unneeded: row('advice', 'whatsapp',
    'Isinya tampak seperti kabar transaksi. Kategori utility lebih murah dan tidak dibatasi per orang.',
    'It reads like news about a transaction. Utility costs less and has no limit per person.'),
  category_not_authentication: row('error', 'whatsapp',
    'Kode sekali pakai harus memakai kategori authentication; Meta menolaknya di kategori lain.',
    'One-time codes must use the category authentication; Meta refuses them elsewhere.'),
  otp_code_missing: row('error', 'all',
    'Tambahkan satu variabel berjenis kode dan pakai di teks.',
    'Add one variable of the type code and use it in the text.'),
  otp_brand_missing: row('error', 'sms',
    'Sebut merek Anda di teks: Telkomsel memblokir OTP tanpa nama merek sejak 1 April 2024.',
    'Name your brand in the text: Telkomsel has blocked codes without it since 1 April 2024.'),
  otp_warning_missing: row('error', 'sms',
    'Tambahkan "Jangan bagikan kode ini kepada siapa pun."',
    'Add "Do not share this code with anyone."'),
  otp_link: row('error', 'sms',
    'Hapus tautan: tautan di samping kode adalah cara kode dicuri.',
    'Remove the link: a link beside a code is how codes are stolen.'),
  otp_phone_number: row('error', 'sms',
    'Hapus nomor telepon: operator menolaknya di SMS kode.',
    'Remove the phone number: operators refuse one beside a code.'),
  otp_too_many_segments: row('warning', 'sms',
    'Ringkas menjadi paling banyak 2 segmen: kode yang terpotong tidak bisa dipakai.',
    'Shorten it to 2 segments at most: a code that is cut off is of no use.'),
  phone_number_in_sms: row('warning', 'sms',
    'Hindari nomor telepon di teks: operator dapat menahan SMS seperti ini.',
    'Avoid phone numbers in the text: operators may hold such an SMS.'),
  sms_unicode: row('warning', 'sms',
    'Satu huruf di luar GSM-7 membuat satu segmen hanya 70 huruf. Ganti huruf ini untuk menghemat.',
    'One character outside GSM-7 leaves 70 characters to a segment. Replace it to save money.'),
  sms_long: row('warning', 'sms',
    'Tulis SMS yang lebih pendek di "Teks SMS": setiap segmen dibayar.',
    'Write a shorter SMS in "SMS text": every segment is paid.'),
  sms_media_lost: row('advice', 'sms',
    'SMS tidak membawa gambar atau berkas; pastikan teksnya cukup tanpa itu.',
    'SMS carries no picture or file; make sure that the text says enough without it.'),
  opt_out_missing: row('warning', 'all',
    'Tambahkan cara berhenti, mis. "Balas STOP untuk berhenti." (PM Kominfo 9/2017).',
    'Say how to stop, e.g. "Reply STOP to stop." (PM Kominfo 9/2017).'),
  brand_not_registered: row('warning', 'sms',
    'Teks tidak menyebut merek yang terdaftar untuk pengirim Anda. Operator mencocokkan keduanya.',
    'The text names no brand that is registered for your sender. Operators compare the two.'),
  sample_not_registered: row('advice', 'sms',
    'Teks ini tidak mirip contoh yang didaftarkan ke operator. Tambahkan ke berkas pengirim sebelum memakainya.',
    'This text resembles no example registered with the operators. Add it to the sender’s case file first.'),
  whatsapp_name: row('error', 'whatsapp',
    'Pakai huruf kecil, angka, dan _ saja, paling banyak 512 huruf.',
    'Use small letters, digits and _ only, 512 at most.'),
  variable_first: row('error', 'whatsapp',
    'Meta menolak teks yang dimulai dengan variabel. Tulis kata di depannya, mis. "Halo {{nama}}".',
    'Meta refuses texts that begin with a variable. Write a word before it, e.g. "Hello {{nama}}".'),
  variable_last: row('error', 'whatsapp',
    'Meta menolak teks yang diakhiri variabel. Tulis kata atau titik sesudahnya, mis. "{{resi}}. Terima kasih."',
    'Meta refuses texts that end with a variable. Write words after it, e.g. "{{resi}}. Thank you."'),
  variables_adjacent: row('error', 'whatsapp',
    'Tulis kata di antara dua variabel: Meta menolak variabel yang berdampingan.',
    'Write words between two variables: Meta refuses neighbours.'),
  too_many_variables: row('warning', 'whatsapp',
    'Tambahkan kata tetap atau kurangi variabel: Meta menolak teks yang hampir seluruhnya variabel.',
    'Add fixed words or drop variables: Meta refuses texts that are mostly variables.'),
  whatsapp_body_long: row('error', 'whatsapp',
    'Ringkas isi menjadi 1.024 huruf.',
    'Shorten the body to 1,024 characters.'),
  whatsapp_header_long: row('error', 'whatsapp',
    'Ringkas judul menjadi 60 huruf.',
    'Shorten the header to 60 characters.'),
  whatsapp_header_variables: row('error', 'whatsapp',
    'Judul WhatsApp memuat paling banyak satu variabel.',
    'A WhatsApp header holds one variable at most.'),
  whatsapp_footer_long: row('error', 'whatsapp',
    'Ringkas catatan kaki menjadi 60 huruf.',
    'Shorten the footer to 60 characters.'),
  whatsapp_footer_variables: row('error', 'whatsapp',
    'Catatan kaki WhatsApp tidak boleh memuat variabel.',
    'A WhatsApp footer holds no variables.'),
  whatsapp_header_file: row('warning', 'whatsapp',
    'Unggah berkas contoh: Meta meminta berkas, bukan alamat.',
    'Upload an example file: Meta asks for a file, not an address.'),
  whatsapp_blank_lines: row('error', 'whatsapp',
    'Paling banyak dua baris kosong berturut-turut.',
    'Use two blank lines in a row at most.'),
  button_url_variable: row('error', 'whatsapp',
    'Tautan tombol memuat paling banyak satu variabel, dan hanya di ujungnya.',
    'A button’s link holds one variable at most, and only at its end.'),
  button_count: row('error', 'whatsapp',
    'Paling banyak 10 tombol: 2 tautan, 1 telepon, 1 salin kode, sisanya balasan.',
    'Ten buttons at most: 2 links, 1 call, 1 copy code, the rest replies.'),
  button_order: row('error', 'whatsapp',
    'Kelompokkan tombol balasan; jangan diselang-seling dengan tombol lain.',
    'Keep the reply buttons together; other buttons may not stand between them.'),
  button_title_twice: row('error', 'whatsapp',
    'Beri setiap tombol judul yang berbeda.',
    'Give every button a title of its own.'),
  button_copy_category: row('error', 'whatsapp',
    'Tombol salin kode hanya untuk kategori marketing; untuk OTP pakai authentication.',
    'Copy-code buttons are for marketing only; for one-time codes use authentication.'),
  rcs_description_long: row('error', 'rcs',
    'Kartu RCS memuat 2.000 huruf; tanpa tombol dan judul 3.072.',
    'An RCS card holds 2,000 characters; a text without buttons and header 3,072.'),
  rcs_buttons: row('warning', 'rcs',
    'Kartu RCS memuat 4 tombol; sisanya tidak tampil.',
    'An RCS card holds 4 buttons; the rest is not shown.'),
  rcs_document: row('advice', 'rcs',
    'Kartu RCS tidak memuat dokumen; yang tampil hanya teksnya.',
    'An RCS card holds no document; only the text is shown.'),
} as const satisfies Readonly<Record<string, FindingRow>>;

export type FindingCode = keyof typeof FINDINGS;

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly channel: FindingChannel;
  /** Language of the wording; absent where it is about the template as a whole. */
  readonly language?: string;
  /** `body`, `header`, `footer`, `buttons.0`, `sms`, `variables.nama`, `name`, `category` … */
  readonly where: string;
  /** What was found: the word, the host, the variable. */
  readonly detail?: string;
  readonly remedy: { readonly id: string; readonly en: string };
}

export function finding(
  code: FindingCode,
  where: string,
  more: { readonly language?: string; readonly detail?: string } = {},
): Finding {
  const { severity, channel, remedy } = FINDINGS[code];
  return { code, severity, channel, where, ...more, remedy };
}
