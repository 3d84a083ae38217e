/** Contacts come from a file, and go into one. */
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { journey, withBrowser } from './journey.ts';

withBrowser();

const CSV = [
  'Nama;No. WA;Kota;Label',
  '"Wulandari; Rina";0812-7777-0001;Bogor;VIP',
  'Sari Dewi;8.12E+11;Depok;',
  'Budi Santoso;81277770003;Solo;VIP, Lama',
].join('\r\n');

journey(
  'a table is imported, a reload loses nothing, and the rows that failed can be mended',
  async (scene) => {
    const { page } = await scene.visit();
    await page.goto('/contacts');
    await page.getByRole('link', { name: 'Impor', exact: true }).click();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'pelanggan.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
    await page.getByText('3 baris ditemukan').waitFor();
    expect(await page.getByRole('combobox', { name: /^No\. WA/ }).inputValue()).toBe('phone');
    await page.reload();
    await page.getByRole('textbox', { name: 'Tag untuk semua' }).fill('Pameran');
    await page.getByRole('button', { name: 'Impor 3 baris' }).click();
    await page.getByRole('heading', { name: 'Impor selesai, 1 baris perlu diperbaiki' }).waitFor();
    await page.reload();
    const faults = page.getByRole('table', { name: 'Baris yang tidak diimpor' });
    await faults.getByText('Dibulatkan Excel').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Unduh baris gagal' }).click();
    const report = await readFile(await (await saved).path(), 'utf8');
    expect(report.split('\r\n')[1]).toMatch(/^Sari Dewi;8\.12E\+11;Depok;;.*dibulatkan Excel/);

    await page.getByRole('link', { name: 'Lihat kontak' }).click();
    await page.getByRole('searchbox').first().fill('wulandari');
    await page.getByText('Wulandari; Rina').first().waitFor();
    await page.getByRole('button', { name: 'Ekspor' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('yang cocok dengan pencarian').waitFor();
    await dialog.getByRole('button', { name: 'Siapkan berkas' }).click();
    await dialog.getByText('1 kontak siap diunduh').waitFor();
    const file = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Unduh' }).click();
    const exported = await readFile(await (await file).path(), 'utf8');
    expect(exported).toContain('+6281277770001');
    expect(exported.trimEnd().split('\r\n')).toHaveLength(2);
  },
);

/** Two of them are one person: a digit was mistyped. */
const TWINS = [
  'Nama;No. WA;Kota;Label',
  'Gusti Ayu Pradnya;0812-7777-4001;Denpasar;',
  'Gusti Ayu Pradnya;0812-7777-4002;Gianyar;VIP',
  'Tanpa Nomor;;Solo;',
].join('\r\n');

journey('twins in a file are suggested, become one, and are two again when that was wrong', async (scene) => {
  const { page } = await scene.visit();
  await page.goto('/contacts/import');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'kembar.csv', mimeType: 'text/csv', buffer: Buffer.from(TWINS) });
  await page.getByRole('button', { name: 'Impor 3 baris' }).click();
  await page.getByRole('heading', { name: 'Impor selesai, 1 baris perlu diperbaiki' }).waitFor();

  await page.goto('/contacts/duplicates');
  const pair = page
    .getByRole('listitem')
    .filter({ hasText: '0812-7777-4001' })
    .filter({ hasText: '0812-7777-4002' });
  await pair.getByText('Nama sama, alamat berdekatan').waitFor();
  await pair.getByRole('button', { name: 'Gabungkan…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Gabungkan kontak' });
  await dialog.getByRole('radio', { name: /Gianyar/ }).check();
  await dialog.getByRole('button', { name: 'Gabungkan', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Gusti Ayu Pradnya' }).waitFor();
  await page.getByText('0812-7777-4002').first().waitFor();
  await page.getByText('Gianyar').first().waitFor();

  await page.getByRole('tab', { name: 'Riwayat' }).click();
  await page.getByRole('button', { name: 'Batalkan' }).first().click();
  await page
    .getByRole('dialog', { name: 'Batalkan penggabungan?' })
    .getByRole('button', { name: 'Batalkan' })
    .click();
  await page.getByText('Semua kembali seperti sebelumnya.').waitFor();
  await page.goto('/contacts?q=gusti%20ayu%20pradnya');
  for (const number of ['0812-7777-4001', '0812-7777-4002'])
    await page.getByRole('row').filter({ hasText: number }).waitFor();
  expect(await page.getByRole('row').filter({ hasText: 'Gusti Ayu Pradnya' }).count()).toBe(2);
});
