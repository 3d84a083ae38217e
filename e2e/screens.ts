/** Where things are on the screens, by the roles and words a person goes by (Indonesian). */
import type { Locator, Page } from 'playwright-core';

export const messagesList = (page: Page): Locator =>
  page.getByRole('table', { name: 'Daftar pesan, terbaru di atas' });

/** The row that shows all these words. */
export function rowWith(table: Locator, ...words: readonly string[]): Locator {
  return words.reduce((row, word) => row.filter({ hasText: word }), table.getByRole('row'));
}

/** Waits until the words stand there. */
export const says = (where: Locator, words: string | RegExp): Promise<void> =>
  where.filter({ hasText: words }).first().waitFor();

/** Opens the virtual phone of this number, from wherever the phone was left. */
export async function openPhone(page: Page, number: string): Promise<Locator> {
  const phone = page.getByRole('complementary', { name: 'Ponsel virtual' });
  if (!(await phone.isVisible())) {
    await page.getByRole('button', { name: 'Buka ponsel virtual' }).click();
    await phone.waitFor();
  }
  const back = phone.getByRole('button', { name: 'Kembali ke daftar pesan' });
  const thread = phone.getByRole('listitem').getByRole('button', { name: number });
  await back.or(thread).first().waitFor();
  if (await back.isVisible()) await back.click();
  await thread.click();
  await phone.getByRole('log', { name: `Pesan di ponsel ${number}` }).waitFor();
  return phone;
}

interface FormMessage {
  readonly to: string;
  readonly text: string;
  /** Name of the class; the form's own choice when left out. */
  readonly class?: string;
}

/** Fills in the send form and sends; opens it with its shortcut unless it is open. */
export async function sendFromForm(
  page: Page,
  message: FormMessage,
  { refused = false }: { readonly refused?: boolean } = {},
): Promise<void> {
  if (!page.url().endsWith('/messages/send')) await page.keyboard.press('c');
  await page.getByRole('textbox', { name: 'Penerima' }).fill(message.to);
  await page.getByRole('textbox', { name: 'Teks' }).fill(message.text);
  if (message.class !== undefined) await page.getByRole('radio', { name: message.class }).check();
  await page.getByRole('button', { name: 'Kirim', exact: true }).click();
  if (!refused) await page.getByText(`Pesan ke ${message.to} diterima.`).first().waitFor();
}

/** Opens an address and waits until the page shows what it has: no placeholder is left. */
export async function openSettled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('status', { name: 'Memuat…' }).first().waitFor({ state: 'detached' });
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}
