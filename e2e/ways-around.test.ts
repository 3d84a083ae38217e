/** Other ways to use the same console: another language, the dark, a narrow phone, no mouse. */
import { expect } from 'vitest';
import { journey, withBrowser } from './journey.ts';
import { messagesList } from './screens.ts';

withBrowser();

journey('language and theme change at once and are remembered', async (scene) => {
  const { page } = await scene.visit();
  await page.goto('/');
  await page.getByRole('heading', { level: 1, name: 'Halo, Sari' }).waitFor();
  await page.getByRole('button', { name: /^Menu akun/ }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hello, Sari' }).waitFor();
  await page.getByRole('button', { name: /^Account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();

  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Hello, Sari' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
});

journey('a narrow phone reaches every page by the bar below', async (scene) => {
  const { page } = await scene.visit({ phone: true });
  await page.goto('/');
  const bar = page.getByRole('navigation', { name: 'Menu utama' });
  await bar.getByRole('link', { name: 'Pesan', exact: true }).click();
  await page.getByRole('list', { name: 'Daftar pesan, terbaru di atas' }).waitFor();
  await bar.getByRole('link', { name: 'Kanal' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kanal' }).waitFor();
  for (const name of ['Kunci API', 'Opt-out', 'Jejak audit', 'Anggota', 'Harga', 'Pengaturan', 'Akun saya']) {
    await bar.getByRole('button', { name: 'Lainnya' }).click();
    await page.getByRole('dialog').getByRole('button', { name }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }
});

journey('the keyboard alone finds a page, walks the list and opens a message', async (scene) => {
  const { page } = await scene.visit();
  await page.goto('/');
  await page.getByRole('heading', { level: 1, name: 'Halo, Sari' }).waitFor();
  const { keyboard } = page;
  await keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await keyboard.type('pesan');
  await page.getByRole('option', { name: /^Pesan Halaman/ }).waitFor();
  await keyboard.press('Enter');

  const rows = messagesList(page).locator('[data-row]');
  await rows.first().waitFor();
  const focused = (): Promise<number> =>
    rows.evaluateAll((all) => all.findIndex((row) => row.matches(':focus')));
  await keyboard.press('j');
  await keyboard.press('j');
  expect(await focused()).toBe(1);
  await keyboard.press('k');
  expect(await focused()).toBe(0);
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Perjalanan' }).waitFor();
  await keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Perjalanan' }).waitFor({ state: 'detached' });
  expect(await focused(), 'the list has the focus back').toBe(0);

  await keyboard.press('?');
  await page.getByRole('dialog', { name: 'Pintasan papan tik' }).waitFor();
  await keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});
