/** From the first start to a message that was read: the way every newcomer goes. */
import { expect } from 'vitest';
import { apiOf } from '../testing/processes/titian-api.ts';
import { journey, withBrowser } from './journey.ts';
import { createLoginLink } from './start-titian.ts';
import { messagesList, openPhone, rowWith, says, sendFromForm } from './screens.ts';

withBrowser();

journey('a message leaves the form, reaches the phone, is answered and read, all live', async (scene) => {
  const loginUrl = await createLoginLink(scene.titian, 'sari@tokobunga.example');
  const { page } = await scene.visit({ loginUrl });

  await page.getByRole('heading', { level: 1, name: 'Halo, Sari' }).waitFor();
  await page.getByRole('link', { name: /^\d+ pesan keluar$/ }).waitFor();
  expect(new URL(page.url()).hash, 'the spent token leaves the address').toBe('');

  const phone = await openPhone(page, '0812-3456-7890');
  await sendFromForm(page, { to: '0812-3456-7890', text: 'Pesanan INV-3001 siap diambil.' });
  const bubble = phone.getByRole('article').filter({ hasText: 'INV-3001' });
  await bubble.waitFor();

  await page.getByRole('link', { name: 'Pesan', exact: true }).first().click();
  const list = messagesList(page);
  await rowWith(list, 'INV-3001', 'Sampai').waitFor();

  await phone.getByRole('textbox', { name: /^Balas ke/ }).fill('Saya ambil jam 4 ya');
  await phone.getByRole('button', { name: 'Kirim pesan' }).click();
  await rowWith(list, 'Saya ambil jam 4 ya', 'Masuk').waitFor();

  await bubble.getByRole('button', { name: 'Tanda terima' }).click();
  await page.getByRole('menuitem', { name: 'Dibaca penerima' }).click();
  await rowWith(list, 'INV-3001', 'Dibaca').waitFor();

  await page.getByRole('button', { name: 'Tutup ponsel virtual' }).first().click();
  await rowWith(list, 'INV-3001').click();
  const detail = page.getByRole('complementary', { name: 'Ke 0812-3456-7890' });
  const story = detail.getByRole('listitem');
  for (const chapter of [
    'Diterima Titian',
    'Diserahkan ke Ponsel virtual',
    'Sampai di ponsel',
    'Dibaca penerima',
  ])
    await says(story, chapter);
});

journey('the printed curl shows up while somebody watches, and arrives', async (scene) => {
  const { page } = await scene.visit();
  await page.goto('/messages');
  const list = messagesList(page);
  await list.waitFor();

  const body = { to: '0857-1234-5678', text: 'Halo dari Titian lewat curl' };
  const answer = await apiOf(scene.titian.url, scene.titian.apiKey).call('POST', '/v1/messages', body);
  expect(answer.status).toBe(202);

  await rowWith(list, 'lewat curl', 'Sampai').waitFor();
});

journey('an opted-out customer is refused at the number field until the opt-out is lifted', async (scene) => {
  const { page, mayFail } = await scene.visit();
  mayFail(409, 422);
  const offer = { to: '0813-1111-2222', text: 'Diskon mawar 20% hari ini.', class: 'Pemasaran' };
  await page.goto('/messages/send');
  await sendFromForm(page, offer);
  const phone = await openPhone(page, '0813-1111-2222');
  await phone.getByRole('button', { name: 'BERHENTI' }).click();
  await phone.getByRole('article').filter({ hasText: 'BERHENTI' }).waitFor();

  await sendFromForm(page, offer, { refused: true });
  const to = page.getByRole('textbox', { name: 'Penerima' });
  await says(page.getByRole('alert'), 'Penerima meminta untuk tidak dikirimi pesan');
  expect(await to.getAttribute('aria-invalid')).toBe('true');

  await page.getByRole('button', { name: 'Tutup ponsel virtual' }).first().click();
  await page.getByRole('link', { name: 'Opt-out' }).first().click();
  const listed = page.getByRole('row').filter({ hasText: '0813-1111-2222' });
  await says(listed, 'Balasan “BERHENTI”');
  await listed.getByRole('button', { name: /^Hapus dari daftar/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hapus dari daftar' }).click();
  await listed.waitFor({ state: 'detached' });

  await page.goto('/messages/send');
  await sendFromForm(page, offer);
  await (await openPhone(page, '0813-1111-2222'))
    .getByRole('article')
    .filter({ hasText: 'Diskon' })
    .nth(1)
    .waitFor();
});
