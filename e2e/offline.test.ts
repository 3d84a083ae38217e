/** The server goes away under an open console, and comes back. */
import { afterAll, beforeAll } from 'vitest';
import { apiOf } from '../testing/processes/titian-api.ts';
import { journey, withBrowser } from './journey.ts';
import { messagesList, rowWith } from './screens.ts';
import { type RunningTitian, startForJourneys } from './start-titian.ts';

withBrowser();

/** Its own, because the other journeys need theirs all the time. */
let titian: RunningTitian;
beforeAll(async () => {
  titian = await startForJourneys();
});
afterAll(async () => titian?.stop());

journey('a console without its server stays calm, and goes on with the same session', async (scene) => {
  const { page, mayFail } = await scene.visit({ url: titian.url, loginUrl: titian.loginUrl });
  await page.clock.install();
  await page.reload();
  await page.getByRole('link', { name: 'Pesan', exact: true }).first().click();
  const list = messagesList(page);
  await list.waitFor();

  mayFail(0, 502, 503);
  await titian.halt();
  const notice = page.getByRole('status').filter({ hasText: 'Terputus' });
  await notice.waitFor();
  await list.waitFor();

  await titian.resume();
  // The next attempt is up to half a minute away.
  await page.clock.fastForward(30_000);
  await notice.waitFor({ state: 'detached', timeout: 40_000 });
  await apiOf(titian.url, titian.apiKey).call('POST', '/v1/messages', {
    to: '0812-3456-7890',
    text: 'Kami kembali',
  });
  await rowWith(list, 'Kami kembali', 'Sampai').waitFor();
});
