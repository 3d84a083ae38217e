/**
 * Pictures of every screen, for people who judge and describe them:
 * `node --import tsx e2e/screenshots.ts <directory>`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../testing/browser.ts';
import { fillWorkspace } from './believable-day.ts';
import { pagePaths } from './pages.ts';
import { openSettled } from './screens.ts';
import { signInByLink } from './sign-in.ts';
import { createWorkspace, startForJourneys } from './start-titian.ts';

interface Look {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
}

const LOOKS: readonly Look[] = [
  { name: 'desktop-light', width: 1280, height: 800, theme: 'light' },
  { name: 'desktop-dark', width: 1280, height: 800, theme: 'dark' },
  { name: 'phone-light', width: 360, height: 740, theme: 'light' },
  { name: 'phone-dark', width: 360, height: 740, theme: 'dark' },
];
/** A dark empty screen shows nothing that a light one and a dark full one do not. */
const EMPTY_LOOKS = LOOKS.filter(({ theme }) => theme === 'light');
/** Screens whose first sight has a state of its own when there is nothing yet. */
const EMPTY_PATHS = [
  '/',
  '/messages',
  '/messages/dead-letters',
  '/channels',
  '/routes',
  '/senders',
  '/templates',
  '/keys',
  '/verify',
  '/webhooks',
  '/opt-outs',
  '/audit',
  '/billing',
  '/prices',
];

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  process.stderr.write('Say where to: node --import tsx e2e/screenshots.ts <directory>\n');
  process.exit(2);
}
mkdirSync(directory, { recursive: true });

const titian = await startForJourneys();
const browser = await launchBrowser();
try {
  const cookie = await signInByLink(titian.loginUrl);
  await fillWorkspace(titian);
  await shootFrontPage(cookie);
  for (const look of LOOKS) await shootAll(look, cookie, await pagePaths(titian), 'full');
  const owner = { workspace: 'Toko Baru', name: 'Putri Ayu', email: 'putri@tokobaru.example' };
  const emptyCookie = await signInByLink(await createWorkspace(titian, owner));
  for (const look of EMPTY_LOOKS) await shootAll(look, emptyCookie, EMPTY_PATHS, 'empty');
  for (const look of LOOKS) await shootOverlays(look, cookie);
} finally {
  await browser.close();
  await titian.stop();
}

async function shootAll(look: Look, cookie: string, paths: readonly string[], state: string): Promise<void> {
  const context = await openLook(look, cookie);
  const page = await context.newPage();
  for (const path of paths) {
    await openSettled(page, path);
    await keep(page, `${state}-${nameOf(path)}-${look.name}`);
  }
  await context.clearCookies();
  if (state === 'full') {
    await openSettled(page, '/sign-in');
    await keep(page, `full-sign-in-${look.name}`);
  }
  await context.close();
}

/** What opens over a page. */
async function shootOverlays(look: Look, cookie: string): Promise<void> {
  const context = await openLook(look, cookie);
  const page = await context.newPage();
  await openSettled(page, '/');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await keep(page, `overlay-palette-${look.name}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await keep(page, `overlay-shortcuts-${look.name}`);
  await page.keyboard.press('Escape');
  for (const [path, button, name] of [
    ['/keys', 'Buat kunci', 'new-key'],
    ['/members', 'Undang anggota', 'invite'],
    ['/routes', 'Tambah rute', 'new-route'],
    ['/senders', 'Tambah pengirim', 'new-sender'],
    ['/billing', 'Catat isi saldo', 'top-up'],
    ['/prices', 'Tambah harga', 'new-price'],
    ['/prices', 'Pakai daftar siap pakai', 'ready-prices'],
    ['/opt-outs', 'Catat opt-out', 'new-opt-out'],
    ['/account', 'Aktifkan', 'totp'],
  ] as const) {
    await openSettled(page, path);
    await page.getByRole('button', { name: button }).first().click();
    await page.getByRole('dialog').waitFor();
    await keep(page, `overlay-${name}-${look.name}`);
  }
  await openSettled(page, '/messages');
  await page.getByRole('button', { name: 'Buka ponsel virtual' }).click();
  const phone = page.getByRole('complementary', { name: 'Ponsel virtual' });
  await phone.getByRole('listitem').first().waitFor();
  await keep(page, `overlay-phone-inbox-${look.name}`);
  await phone.getByRole('button', { name: '0812-3456-7890' }).click();
  await phone.getByRole('log').waitFor();
  await keep(page, `overlay-phone-${look.name}`);
  await context.close();
}

/** The picture of the front page: the list, a message's story, and the phone it arrived on. */
async function shootFrontPage(cookie: string): Promise<void> {
  const context = await openLook({ name: '', width: 1280, height: 800, theme: 'light' }, cookie);
  const page = await context.newPage();
  await openSettled(page, '/messages');
  await page
    .getByRole('row')
    .filter({ hasText: '0812-3456-7890' })
    .filter({ hasText: 'Sampai' })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Perjalanan' }).waitFor();
  await page.screenshot({ path: join(directory ?? '.', 'console.png') });
  await context.close();
}

async function openLook(look: Look, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: titian.url,
    viewport: { width: look.width, height: look.height },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    reducedMotion: 'reduce',
    storageState: {
      cookies: [],
      origins: [{ origin: titian.url, localStorage: [{ name: 'titian.theme', value: look.theme }] }],
    },
  });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: titian.url }]);
  return context;
}

async function keep(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(directory ?? '.', `${name}.png`) });
}

function nameOf(path: string): string {
  if (path === '/') return 'home';
  return path
    .slice(1)
    .replace(/(?<=\/)[a-z]+_\w+/, 'detail')
    .replaceAll(/\W+/g, '-');
}
