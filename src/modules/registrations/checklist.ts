/** What each operator wants to see before it registers a sender. Gathered from aggregators' published forms. */
import { faultsOfOtpText } from '../../lib/otp-text.ts';
import type { Operator, Requirement } from './contract.ts';
import type { CaseRow, CompanyRow, DocumentRow } from './queries.ts';

interface Facts {
  readonly operator: Operator;
  readonly company: CompanyRow | undefined;
  readonly file: CaseRow;
  readonly documents: readonly DocumentRow[];
  /** `2026-11-22` */
  readonly today: string;
}

type State = Requirement['state'];

interface Rule {
  readonly code: Requirement['code'];
  readonly label: Requirement['label'];
  readonly help: Requirement['help'];
  /** Asked for only then. */
  readonly when?: (facts: Facts) => boolean;
  readonly state: (facts: Facts) => State;
}

const filled = (...texts: (string | undefined)[]): State =>
  texts.every((text) => text !== undefined && text.trim() !== '') ? 'done' : 'missing';

/** The newest paper of a kind decides; one that ran out is as good as none. */
function paper(
  { documents, today }: Facts,
  kind: DocumentRow['kind'],
  fits: (row: DocumentRow) => boolean = () => true,
): State {
  const found = documents.filter((row) => row.kind === kind && fits(row));
  if (found.length === 0) return 'missing';
  return found.some((row) => row.valid_until === null || row.valid_until >= today) ? 'done' : 'expired';
}

/** A code's text must name the brand and warn; the code itself stands as digits or a placeholder. */
export function isGoodOtpSample(sample: string, brand: string): boolean {
  const code = /\{\{.*?\}\}|\b\d{4,8}\b|\bX{4,8}\b/.exec(sample)?.[0];
  if (code === undefined || brand.trim() === '') return false;
  return faultsOfOtpText(sample, { brand, code }).length === 0;
}

// biome-ignore format: a table, one requirement per block
const RULES: readonly Rule[] = [
  { code: 'brand',
    label: { id: 'Merek', en: 'Brand' },
    help: { id: 'Nama yang dikenal pelanggan; harus tampak di situs dan di teks pesan.', en: 'The name customers know; it must show on the site and in the texts.' },
    state: ({ file }) => filled(file.brand) },
  { code: 'company_data',
    label: { id: 'Nama dan alamat badan usaha', en: 'Company name and address' },
    help: { id: 'Persis seperti di akta.', en: 'Exactly as in the deed.' },
    state: ({ company }) => filled(company?.legal_name, company?.address, company?.city) },
  { code: 'signatory',
    label: { id: 'Penanda tangan', en: 'Signatory' },
    help: { id: 'Direktur atau kuasanya, dengan jabatan.', en: 'A director or somebody authorised, with title.' },
    state: ({ company }) => filled(company?.signatory_name, company?.signatory_title) },
  { code: 'npwp_number',
    label: { id: 'Nomor NPWP', en: 'NPWP number' },
    help: { id: '15 atau 16 angka.', en: '15 or 16 digits.' },
    state: ({ company }) => filled(company?.npwp) },
  { code: 'npwp',
    label: { id: 'Kartu NPWP', en: 'NPWP card' },
    help: { id: 'Pindaian kartu NPWP badan.', en: 'A scan of the company’s tax card.' },
    state: (facts) => paper(facts, 'npwp') },
  { code: 'nib',
    label: { id: 'NIB', en: 'NIB' },
    help: { id: 'Nomor Induk Berusaha dari OSS.', en: 'Business identification number from OSS.' },
    state: (facts) => paper(facts, 'nib') },
  { code: 'akta',
    label: { id: 'Akta perusahaan', en: 'Deed of establishment' },
    help: { id: 'Akta pendirian atau perubahan terakhir.', en: 'The founding deed, or its last change.' },
    state: (facts) => paper(facts, 'akta') },
  { code: 'ktp',
    label: { id: 'KTP penanda tangan', en: 'Signatory’s ID card' },
    help: { id: 'Milik orang yang menandatangani surat kuasa.', en: 'Of the person who signs the letter.' },
    state: (facts) => paper(facts, 'ktp') },
  { code: 'loa',
    label: { id: 'Surat kuasa (LoA) bermeterai', en: 'Letter of authorisation with duty stamp' },
    help: { id: 'Untuk operator ini, meterai Rp10.000, cap dan tanda tangan mengenai meterai. Cetak dari halaman ini.', en: 'To this operator, with a Rp10,000 stamp signed across. Print it from this page.' },
    state: (facts) => paper(facts, 'loa', (row) => row.operator === facts.operator && row.has_materai) },
  { code: 'screenshot',
    label: { id: 'Tangkapan layar situs atau aplikasi', en: 'Screenshots of site or app' },
    help: { id: 'Halaman depan dan halaman masuk yang menampilkan merek.', en: 'Home and sign-in pages that show the brand.' },
    state: (facts) => paper(facts, 'screenshot') },
  { code: 'samples',
    label: { id: 'Contoh pesan', en: 'Sample messages' },
    help: { id: 'Paling sedikit satu teks persis seperti yang akan dikirim.', en: 'One text at least, exactly as it will be sent.' },
    state: ({ file }) => (file.samples.length > 0 ? 'done' : 'missing') },
  { code: 'otp_samples',
    label: { id: 'Contoh OTP dengan merek', en: 'OTP sample with the brand' },
    help: { id: 'Telkomsel memblokir OTP tanpa nama merek sejak 1 April 2024; sertakan merek dan "jangan bagikan".', en: 'Telkomsel has blocked codes without the brand since 1 April 2024; name it and say "do not share".' },
    when: ({ file }) => file.categories.includes('otp'),
    state: ({ file }) => (file.samples.some((sample) => isGoodOtpSample(sample, file.brand)) ? 'done' : 'missing') },
];

export const requirementsOf = (facts: Facts): Requirement[] =>
  RULES.filter(({ when }) => when?.(facts) ?? true).map(({ code, label, help, state }) => ({
    code,
    state: state(facts),
    label,
    help,
  }));
