/** A provider is connected by hand: what goes wrong first, and what goes right then. */
import { expect } from 'vitest';
import { startSmsc } from '../testing/simulators/smsc/index.ts';
import { journey, withBrowser } from './journey.ts';
import { messagesList, rowWith, says } from './screens.ts';
import { createWorkspace } from './start-titian.ts';

withBrowser();

journey(
  'an SMSC refuses the password, takes the right one, and carries messages both ways',
  async (scene) => {
    const smsc = await startSmsc({ account: { systemId: 'titian', password: 'rahasia' } });
    try {
      const loginUrl = await createWorkspace(scene.titian, {
        workspace: 'Apotek Sehat',
        name: 'Rina Hartono',
        email: 'rina@apotek.example',
      });
      const { page } = await scene.visit({ loginUrl });

      await page.getByRole('link', { name: 'Pengirim', exact: true }).first().click();
      await page.getByRole('button', { name: 'Tambah pengirim' }).first().click();
      await page.getByRole('textbox', { name: 'Nama atau nomor pengirim' }).fill('APOTEK');
      await page.getByRole('checkbox', { name: /^Jadikan bawaan/ }).check();
      await page.getByRole('button', { name: 'Tambah', exact: true }).click();
      await page.getByRole('complementary', { name: 'APOTEK' }).waitFor();

      await page.getByRole('link', { name: 'Kanal', exact: true }).first().click();
      await page.getByRole('link', { name: 'Tambah kanal' }).first().click();
      await page.getByRole('button', { name: /^SMS \(SMPP\)/ }).click();
      await page.getByRole('textbox', { name: 'Nama kanal' }).fill('SMSC utama');
      await page.getByRole('textbox', { name: 'Alamat server' }).fill('127.0.0.1');
      await page.getByRole('spinbutton', { name: /^Port/ }).fill(String(smsc.port));
      await page.getByRole('textbox', { name: 'System ID' }).fill('titian');
      await page.getByLabel('Kata sandi').fill('salah');
      await page.getByRole('button', { name: 'Sambungkan' }).click();

      const channel = page.getByRole('complementary', { name: 'SMSC utama' });
      await says(channel.getByRole('status'), 'Kanal berhenti menyambung');
      await says(channel.getByRole('status'), 'Penyedia menolak nama pengguna atau kata sandi.');

      await channel.getByRole('button', { name: 'Ganti' }).click();
      await channel.getByLabel('Kata sandi').fill('rahasia');
      await channel.getByRole('button', { name: 'Simpan' }).click();
      await rowWith(page.getByRole('table', { name: 'Kanal' }), 'SMSC utama', 'Tersambung').waitFor();

      await channel.getByRole('textbox', { name: 'Nomor tujuan' }).fill('0812-3456-7890');
      await channel.getByRole('textbox', { name: /^Isi/ }).fill('Uji dari konsol');
      await channel.getByRole('button', { name: 'Kirim uji' }).click();
      await channel.getByRole('button', { name: 'Lihat pesannya' }).click();
      const message = page.getByRole('complementary', { name: 'Ke 0812-3456-7890' });
      await says(message.getByRole('listitem'), 'Sampai di ponsel');
      expect(smsc.received.map(({ text, destination }) => [text, destination.address])).toEqual([
        ['Uji dari konsol', '6281234567890'],
      ]);

      smsc.sendText({ from: '+6281234567890', to: 'APOTEK', text: 'Obatnya sudah ada?' });
      await message.getByRole('button', { name: 'Tutup' }).click();
      await rowWith(messagesList(page), 'Obatnya sudah ada?', 'Masuk').waitFor();
    } finally {
      await smsc.stop();
    }
  },
);
