/** Who may come in and do what: senders, keys, members, and how one signs in oneself. */
import { Secret, TOTP } from 'otpauth';
import { expect } from 'vitest';
import { apiOf } from '../testing/processes/titian-api.ts';
import { journey, withBrowser } from './journey.ts';
import { rowWith, says } from './screens.ts';
import { createWorkspace } from './start-titian.ts';

withBrowser();

/** What the console promises below the button. */
const REVOKED_WITHIN_MS = 5_000;

journey('a sender is added and its registration noted for each operator', async (scene) => {
  const { page } = await scene.visit();
  await page.goto('/senders');
  await page.getByRole('button', { name: 'Tambah pengirim' }).click();
  await page.getByRole('textbox', { name: 'Nama atau nomor pengirim' }).fill('BUNGAKU');
  await page.getByRole('button', { name: 'Tambah', exact: true }).click();

  const sender = page.getByRole('complementary', { name: 'BUNGAKU' });
  const answers = { Telkomsel: 'Disetujui', 'Indosat Ooredoo Hutchison': 'Diajukan', XLSmart: 'Ditolak' };
  for (const [operator, state] of Object.entries(answers)) {
    const line = sender.getByRole('listitem').filter({ hasText: operator });
    await line.getByRole('button', { name: 'Ubah' }).click();
    await line.getByRole('combobox', { name: 'Status' }).selectOption({ label: state });
    await line.getByRole('textbox', { name: 'Nomor rujukan' }).fill(`REF-${operator.length}`);
    await line.getByRole('button', { name: 'Simpan' }).click();
    await line.getByRole('combobox', { name: 'Status' }).waitFor({ state: 'detached' });
    await says(line, state);
  }
  await sender.getByRole('button', { name: 'Tutup' }).click();
  await rowWith(
    page.getByRole('table', { name: 'Pengirim' }),
    'BUNGAKU',
    ...Object.values(answers),
  ).waitFor();
});

journey('an API key is shown once, works, and is refused within 5 s after it was revoked', async (scene) => {
  const { page } = await scene.visit();
  await page.goto('/keys');
  await page.getByRole('button', { name: 'Buat kunci' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Nama' }).fill('Server toko daring');
  await dialog.getByRole('button', { name: 'Buat kunci' }).click();
  await page.getByRole('heading', { name: 'Simpan kunci ini sekarang' }).waitFor();
  const apiKey = (await dialog.getByRole('code').first().textContent()) ?? '';
  expect(apiKey).toMatch(/^tt_live_/);
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Sudah saya simpan' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.reload();
  const row = rowWith(page.getByRole('table', { name: 'Kunci API' }), 'Server toko daring');
  await row.waitFor();
  expect(await page.content()).not.toContain(apiKey);

  const shop = apiOf(scene.titian.url, apiKey);
  const order = { to: '0812-0000-1111', text: 'Lewat kunci baru' };
  expect((await shop.call('POST', '/v1/messages', order)).status).toBe(202);

  await row.getByRole('button', { name: 'Cabut' }).click();
  await dialog.getByRole('button', { name: 'Cabut' }).click();
  await row.waitFor({ state: 'detached' });
  await expect
    .poll(async () => (await shop.call('POST', '/v1/messages', order)).status, {
      timeout: REVOKED_WITHIN_MS,
      interval: 250,
    })
    .toBe(401);
});

journey('an invited agent comes in by the link and finds no keys', async (scene) => {
  const { page } = await scene.visit();
  await page.goto('/members');
  await page.getByRole('button', { name: 'Undang anggota' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('tono@tokobunga.example');
  await dialog.getByRole('radio', { name: /^Agen/ }).check();
  await dialog.getByRole('button', { name: 'Buat undangan' }).click();
  const link = (await dialog.getByRole('code').textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Selesai' }).click();

  const guest = await scene.visit({ anonymous: true });
  guest.mayFail(403);
  await guest.page.goto(link);
  await guest.page.getByRole('textbox', { name: 'Nama Anda' }).fill('Tono Wijaya');
  await guest.page.getByLabel('Kata sandi baru').fill('melati-putih-mekar');
  await guest.page.getByRole('button', { name: 'Bergabung' }).click();
  await guest.page.getByRole('heading', { level: 1, name: 'Halo, Tono' }).waitFor();
  const menu = guest.page.getByRole('navigation', { name: 'Menu utama' }).first();
  await menu.getByRole('link', { name: 'Pesan', exact: true }).waitFor();
  expect(await menu.getByRole('link', { name: 'Kunci API' }).count()).toBe(0);
  await guest.page.goto('/keys');
  await guest.page.getByText('Bagian ini bukan untuk peran Anda').waitFor();

  await page.reload();
  await rowWith(page.getByRole('table', { name: 'Anggota' }), 'Tono Wijaya', 'Agen').waitFor();
});

journey('a password and a second step are set, and both are asked for at the next sign-in', async (scene) => {
  const email = 'wati@klinik.example';
  const password = 'kenanga-di-halaman';
  const owner = { workspace: 'Klinik Melur', name: 'Wati Susanti', email };
  const { page, mayFail } = await scene.visit({ loginUrl: await createWorkspace(scene.titian, owner) });

  await page.goto('/account');
  await page.getByLabel('Kata sandi baru').fill(password);
  await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
  await page.getByText('Kata sandi diganti.').waitFor();

  await page.getByRole('button', { name: 'Aktifkan' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('img', { name: 'Kode QR untuk aplikasi autentikator' }).waitFor();
  const secret = ((await dialog.getByRole('code').textContent()) ?? '').replaceAll(' ', '');
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  const used = app.generate();
  await dialog.getByRole('textbox', { name: 'Kode 6 angka' }).fill(used);
  await dialog.getByRole('button', { name: 'Konfirmasi' }).click();
  const codes = page.getByRole('dialog', { name: 'Kode pemulihan' });
  await codes.waitFor();
  expect(await codes.getByRole('listitem').count()).toBe(10);
  await page.getByRole('button', { name: 'Sudah saya simpan' }).click();

  await page.getByRole('button', { name: /^Menu akun/ }).click();
  await page.getByRole('menuitem', { name: 'Keluar' }).click();
  await page.getByRole('heading', { name: 'Masuk', exact: true }).waitFor();
  mayFail(401);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByLabel('Kata sandi').fill('bukan-kata-sandinya');
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.getByRole('heading', { name: 'Kode verifikasi' }).waitFor();
  // A code counts once: the next period's is within the clock tolerance of one period.
  await page
    .getByRole('textbox', { name: 'Kode 6 angka' })
    .fill(app.generate({ timestamp: Date.now() + 30_000 }));
  await page.getByRole('heading', { level: 1, name: 'Halo, Wati' }).waitFor();
});
