/** A gateway is connected by its name and two credentials; its reports come to the address on the channel's page. */
import { expect } from 'vitest';
import { startHttpGateway } from '../testing/simulators/http-gateway/index.ts';
import { journey, withBrowser } from './journey.ts';
import { rowWith, says } from './screens.ts';
import { createWorkspace } from './start-titian.ts';

withBrowser();

journey('a gateway with an HTTP API carries a message and reports its delivery', async (scene) => {
  const gateway = await startHttpGateway({
    account: 'abcd1234',
    secret: 'rahasia-vonage',
    deliverAfterMs: 300,
  });
  try {
    const loginUrl = await createWorkspace(scene.titian, {
      workspace: 'Klinik Melati',
      name: 'Dewi Lestari',
      email: 'dewi@klinik.example',
    });
    const { page } = await scene.visit({ loginUrl });

    await page.getByRole('link', { name: 'Pengirim', exact: true }).first().click();
    await page.getByRole('button', { name: 'Tambah pengirim' }).first().click();
    await page.getByRole('textbox', { name: 'Nama atau nomor pengirim' }).fill('KLINIK');
    await page.getByRole('checkbox', { name: /^Jadikan bawaan/ }).check();
    await page.getByRole('button', { name: 'Tambah', exact: true }).click();
    await page.getByRole('complementary', { name: 'KLINIK' }).waitFor();

    await page.getByRole('link', { name: 'Kanal', exact: true }).first().click();
    await page.getByRole('link', { name: 'Tambah kanal' }).first().click();
    await page.getByRole('button', { name: /^SMS \(HTTP\)/ }).click();
    await page.getByRole('textbox', { name: 'Nama kanal' }).fill('Vonage utama');
    // Nothing of a gateway that somebody describes is asked of one that is known.
    await page.getByLabel('Penyedia').selectOption('custom');
    await page.getByRole('textbox', { name: /^URL kirim/ }).waitFor();
    await page.getByLabel('Penyedia').selectOption('vonage');
    await page.getByRole('textbox', { name: /^URL kirim/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Sambungkan' }).click();
    expect(await page.getByText('Isi bagian ini.').count()).toBe(2);
    await page.getByRole('textbox', { name: /^Alamat API/ }).fill(gateway.url);
    await page.getByRole('textbox', { name: /^Akun/ }).fill('abcd1234');
    await page.getByLabel('Kunci rahasia').fill('rahasia-vonage');
    await page.getByRole('button', { name: 'Sambungkan' }).click();

    const channel = page.getByRole('complementary', { name: 'Vonage utama' });
    await rowWith(page.getByRole('table', { name: 'Kanal' }), 'Vonage utama', 'Tersambung').waitFor();
    const address = channel.getByRole('region', { name: 'Alamat laporan' }).getByRole('code');
    const callbackUrl = (await address.textContent()) ?? '';
    expect(callbackUrl).toContain(`${scene.titian.url}/v1/channels/chn_`);

    await channel.getByRole('textbox', { name: 'Nomor tujuan' }).fill('0812-3456-7890');
    await channel.getByRole('textbox', { name: /^Isi/ }).fill('Jadwal dokter besok pukul 9');
    await channel.getByRole('button', { name: 'Kirim uji' }).click();
    await channel.getByRole('button', { name: 'Lihat pesannya' }).click();
    const message = page.getByRole('complementary', { name: 'Ke 0812-3456-7890' });
    await says(message.getByRole('listitem'), 'Sampai di ponsel');
    expect(gateway.taken).toMatchObject([
      { to: '6281234567890', from: 'KLINIK', text: 'Jadwal dokter besok pukul 9', callback: callbackUrl },
    ]);
    expect(gateway.answers).toEqual([204]);
  } finally {
    await gateway.close();
  }
});
