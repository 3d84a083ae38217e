/** A WhatsApp number is set up from nothing: what is left to do is told, done from here, and then people are answered. */
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { type Graph, startGraph } from '../testing/simulators/graph/index.ts';
import { journey, withBrowser } from './journey.ts';
import { messagesList, rowWith, says } from './screens.ts';
import { createWorkspace } from './start-titian.ts';

withBrowser();

/** As Meta has a number that was added just now, and one whose quality suffers. */
async function startFresh(): Promise<Graph> {
  const graph = await startGraph();
  for (const number of graph.state.numbers.values())
    Object.assign(number, { verified: false, registered: false, quality: 'RED' });
  graph.state.subscribed = false;
  return graph;
}

async function fillWizard(page: Page, graph: Graph): Promise<void> {
  const { phoneNumberId, wabaId, token, appSecret, verifyToken } = graph.state.settings;
  await page.getByRole('link', { name: 'Kanal', exact: true }).first().click();
  await page.getByRole('link', { name: 'Tambah kanal' }).first().click();
  await page.getByRole('button', { name: /^WhatsApp \(Cloud API\)/ }).click();
  await page.getByRole('textbox', { name: 'Nama kanal' }).fill('WhatsApp klinik');
  await page.getByRole('textbox', { name: 'ID nomor telepon' }).fill(phoneNumberId);
  await page.getByRole('textbox', { name: /^ID akun WhatsApp/ }).fill(wabaId);
  await page.getByLabel('Token akses').fill(token);
  await page.getByLabel('Rahasia aplikasi').fill(appSecret);
  await page.getByLabel('Token verifikasi webhook').fill(verifyToken);
  await page.getByText('Lanjutan', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Alamat API' }).fill(graph.url);
  await page.getByRole('button', { name: 'Sambungkan' }).click();
}

journey(
  'a WhatsApp number is verified, registered and connected from the checks on its page',
  async (scene) => {
    const graph = await startFresh();
    const [number] = graph.state.numbers.values();
    try {
      const { page } = await scene.visit({
        loginUrl: await createWorkspace(scene.titian, {
          workspace: 'Klinik Kenanga',
          name: 'Laras Ayu',
          email: 'laras@kenanga.example',
        }),
      });
      await fillWizard(page, graph);
      const channel = page.getByRole('complementary', { name: 'WhatsApp klinik' });
      const checks = channel.getByRole('region', { name: 'Penyiapan di penyedia' });
      const check = (label: string) => checks.getByRole('listitem').filter({ hasText: label });
      await says(check('Token akses diterima Meta'), 'Beres');
      await says(check('Nomor terverifikasi'), 'Belum');
      await says(check('Nomor terdaftar di Cloud API'), 'Belum');
      await says(check('Mutu nomor'), 'Bermasalah');
      await says(check('Aplikasi berlangganan akun'), 'Belum');
      await says(check('Webhook menuju kanal ini'), 'Belum');

      const dialog = page.getByRole('dialog');
      const perform = async (label: string, fill: () => Promise<void> = async () => {}): Promise<void> => {
        await checks.getByRole('button', { name: label }).first().click();
        await fill();
        await dialog.getByRole('button', { name: label }).click();
        await dialog.waitFor({ state: 'detached' });
      };
      // What the form shows as chosen is chosen.
      await perform('Minta kode verifikasi');
      await perform('Masukkan kode verifikasi', () =>
        dialog.getByRole('textbox', { name: 'Kode' }).fill(number?.code ?? ''),
      );
      await says(check('Nomor terverifikasi'), 'Beres');
      await perform('Daftarkan nomor', () => dialog.getByLabel('PIN').fill('246810'));
      await says(check('Nomor terdaftar di Cloud API'), 'Beres');
      await perform('Hubungkan webhook');
      await says(check('Webhook menuju kanal ini'), 'Beres');
      await perform('Ubah profil bisnis', () =>
        dialog.getByRole('textbox', { name: 'Tentang' }).fill('Klinik keluarga, buka tiap hari'),
      );
      await says(check('Profil bisnis terisi'), 'Beres');
      if (number !== undefined) number.quality = 'GREEN';
      await checks.getByRole('button', { name: 'Periksa lagi' }).click();
      await checks.getByText('12 dari 12 beres').waitFor();
      expect(number).toMatchObject({ verified: true, registered: true, pin: '246810' });
      expect(number?.callbackUrl).toContain(`${scene.titian.url}/v1/channels/chn_`);
    } finally {
      await graph.close();
    }
  },
);

journey(
  'a person who writes is answered while the window is open, and it says for how long',
  async (scene) => {
    const graph = await startGraph();
    try {
      const { page } = await scene.visit({
        loginUrl: await createWorkspace(scene.titian, {
          workspace: 'Klinik Cempaka',
          name: 'Tari Puspa',
          email: 'tari@cempaka.example',
        }),
      });
      await page.getByRole('link', { name: 'Pengirim', exact: true }).first().click();
      await page.getByRole('button', { name: 'Tambah pengirim' }).first().click();
      await page.getByRole('textbox', { name: 'Nama atau nomor pengirim' }).fill('+622150001000');
      await page.getByRole('checkbox', { name: /^Jadikan bawaan/ }).check();
      await page.getByRole('button', { name: 'Tambah', exact: true }).click();
      await fillWizard(page, graph);
      const channel = page.getByRole('complementary', { name: 'WhatsApp klinik' });
      const checks = channel.getByRole('region', { name: 'Penyiapan di penyedia' });
      await checks.getByRole('button', { name: 'Hubungkan webhook' }).first().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Hubungkan webhook' }).click();
      await says(checks.getByRole('listitem').filter({ hasText: 'Webhook menuju kanal ini' }), 'Beres');

      await graph.people.text('6281234567890', 'Dokternya praktik hari ini?');
      await graph.people.sendFile(
        '6281234567890',
        'image',
        'image/png',
        Buffer.from(PIXEL, 'base64'),
        'Resepnya',
      );
      await page.goto('/messages');
      const list = messagesList(page);
      await rowWith(list, 'Dokternya praktik hari ini?', 'Masuk').waitFor();
      await rowWith(list, 'Resepnya').getByRole('img', { name: 'Gambar' }).waitFor();

      await page.goto('/messages/send');
      await page.getByRole('textbox', { name: 'Penerima' }).fill('0812-3456-7890');
      await page.getByLabel('Kanal', { exact: true }).selectOption({ label: 'WhatsApp klinik' });
      await page.getByText(/Bebas dibalas 23 jam 5\d menit lagi/).waitFor();
      await page.getByRole('textbox', { name: 'Penerima' }).fill('0812-3456-7890\n0857-1111-2222');
      await page.getByText(/0857-1111-2222: Belum pernah menulis ke kanal ini\./).waitFor();
      await page.getByRole('textbox', { name: 'Penerima' }).fill('0812-3456-7890');
      await page.getByRole('textbox', { name: 'Teks' }).fill('Ada, pukul 9 sampai 12.');
      await page.getByRole('button', { name: 'Kirim', exact: true }).click();
      await page.getByText('Pesan ke 0812-3456-7890 diterima.').first().waitFor();
      await expect
        .poll(() => graph.taken.map(({ to, body }) => [to, body['type']]))
        .toEqual([['6281234567890', 'text']]);

      await page.goto('/contacts');
      await page.getByRole('row').filter({ hasText: '0812-3456-7890' }).click();
      await page.getByRole('heading', { name: 'Jendela balasan' }).waitFor();
      await page.getByText(/WhatsApp klinik: Bebas dibalas 23 jam/).waitFor();
      await page.getByRole('img', { name: 'Gambar' }).first().waitFor();
    } finally {
      await graph.close();
    }
  },
);

/** One white pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';
