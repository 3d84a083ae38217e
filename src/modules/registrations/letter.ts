/** The letter of authorisation (LoA) to an operator, as a page to print. Pure. */
import type { Operator } from './contract.ts';
import type { CaseRow, CompanyRow } from './queries.ts';

/** Legal names and the brands behind them (after the mergers of 2022 and April 2025). */
export const OPERATOR_NAMES: Readonly<
  Record<Operator, { readonly company: string; readonly brands: string }>
> = {
  telkomsel: { company: 'PT Telekomunikasi Selular', brands: 'Telkomsel, by.U' },
  ioh: { company: 'PT Indosat Tbk', brands: 'Indosat (IM3), Tri (3)' },
  xlsmart: { company: 'PT XLSMART Telecom Sejahtera Tbk', brands: 'XL, AXIS, Smartfren' },
};

const MONTHS = [
  ...['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli'],
  ...['Agustus', 'September', 'Oktober', 'November', 'Desember'],
];
const USES = {
  otp: 'kode sekali pakai (OTP)',
  transactional: 'pemberitahuan transaksi',
  marketing: 'penawaran',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
/** What is not filled in yet is a line to write on. */
const or = (text: string | undefined, width = 24): string =>
  text === undefined || text.trim() === '' ? '_'.repeat(width) : escaped(text.trim());

export interface LetterFacts {
  readonly operator: Operator;
  readonly sender: string;
  readonly company: CompanyRow | undefined;
  readonly file: CaseRow;
  readonly now: Date;
}

/** In Indonesian whatever the reader's language: that is what operators take. */
export function letterOf({ operator, sender, company, file, now }: LetterFacts): string {
  const { company: addressee, brands } = OPERATOR_NAMES[operator];
  // Operators are in Jakarta: WIB.
  const wib = new Date(now.getTime() + 7 * 3_600_000);
  const date = `${wib.getUTCDate()} ${MONTHS[wib.getUTCMonth()] ?? ''} ${wib.getUTCFullYear()}`;
  const uses = file.categories.map((category) => USES[category]).join(', ');
  const samples = file.samples.map((sample) => `<li>${escaped(sample)}</li>`).join('');
  return `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Surat Kuasa Penggunaan Sender ID ${escaped(sender)}</title>
<style>
@page { size: A4; margin: 25mm 22mm; }
body { font: 12pt/1.55 "Times New Roman", Tinos, serif; color: #000; background: #fff; max-width: 170mm; margin: 12mm auto; padding: 0 6mm; }
h1 { font-size: 14pt; text-align: center; margin: 0 0 10mm; text-transform: uppercase; }
table { border-collapse: collapse; margin: 3mm 0; } td { vertical-align: top; padding: 0.6mm 4mm 0.6mm 0; }
ol { padding-left: 6mm; } .sign { margin-top: 12mm; width: 75mm; margin-left: auto; }
.stamp { border: 1px dashed #555; width: 32mm; height: 22mm; font-size: 9pt; display: grid; place-items: center; text-align: center; margin: 4mm 0; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
</style></head><body>
<h1>Surat Kuasa Penggunaan Sender ID<br>(Letter of Authorization)</h1>
<p>Kepada Yth.<br><strong>${escaped(addressee)}</strong><br>(${escaped(brands)})<br>di Jakarta</p>
<p>Yang bertanda tangan di bawah ini:</p>
<table>
<tr><td>Nama</td><td>: ${or(company?.signatory_name)}</td></tr>
<tr><td>Jabatan</td><td>: ${or(company?.signatory_title)}</td></tr>
<tr><td>Perusahaan</td><td>: ${or(company?.legal_name)}</td></tr>
<tr><td>NPWP</td><td>: ${or(company?.npwp)}</td></tr>
<tr><td>NIB</td><td>: ${or(company?.nib)}</td></tr>
<tr><td>Alamat</td><td>: ${or([company?.address, company?.city].filter(Boolean).join(', '), 40)}</td></tr>
<tr><td>Situs</td><td>: ${or(company?.website)}</td></tr>
</table>
<p>bertindak untuk dan atas nama perusahaan tersebut sebagai pemilik merek <strong>${or(file.brand)}</strong>, dengan ini memberi kuasa atas penggunaan Sender ID berikut untuk pengiriman SMS A2P kepada pelanggan kami:</p>
<table>
<tr><td>Sender ID</td><td>: <strong>${escaped(sender)}</strong></td></tr>
<tr><td>Jenis pesan</td><td>: ${or(uses)}</td></tr>
<tr><td>Keperluan</td><td>: ${or(file.purpose, 40)}</td></tr>
<tr><td>Perkiraan volume</td><td>: ${file.monthly_volume === null ? or('') : file.monthly_volume.toString().replace(/\B(?=(\d{3})+$)/g, '.')} pesan per bulan</td></tr>
</table>
${samples === '' ? '' : `<p>Contoh isi pesan:</p><ol>${samples}</ol>`}
<p>Kami menyatakan bahwa isi pesan tidak bertentangan dengan peraturan perundang-undangan, dikirim hanya kepada pelanggan yang telah memberi persetujuan, dan bahwa kami bertanggung jawab penuh atas isi pesan serta penggunaan Sender ID ini.</p>
<div class="sign">${or(company?.city, 12)}, ${date}<br><strong>${or(company?.legal_name)}</strong>
<div class="stamp">Meterai<br>Rp10.000</div>
<u>${or(company?.signatory_name)}</u><br>${or(company?.signatory_title)}</div>
</body></html>
`;
}
