/**
 * A journey: one person's way through the console, told as a test. Every page of it is watched: an
 * error in the console, a request that fails or a breach of the content policy fails the journey.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser } from '../testing/browser.ts';
import type { TitianAddress } from './start-titian.ts';
import { type Faults, watch } from './watch.ts';

export const DESKTOP = { width: 1280, height: 800 };
/** The narrowest phone that is still sold in numbers. */
export const PHONE = { width: 360, height: 740 };
/** Long, because the journey may share two cores with a build; a step that is done is not waited for. */
const STEP_MS = 20_000;

export interface VisitOptions {
  /** One-time link; without it the visitor is the demo's owner, or nobody with `anonymous`. */
  readonly loginUrl?: string;
  readonly anonymous?: boolean;
  readonly phone?: boolean;
  readonly dark?: boolean;
  readonly locale?: 'id' | 'en';
  /** Where else than the product all journeys share. */
  readonly url?: string;
}

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Refusals this visitor is about to provoke, e.g. 422 by a wrong form; `0` for requests that find no server. */
  readonly mayFail: (...statuses: number[]) => void;
}

export interface Scene {
  readonly titian: TitianAddress;
  visit(options?: VisitOptions): Promise<Visitor>;
}

let browser: Browser | undefined;

/** Call once at the top of each file: opens the browser, closes it at the end. */
export function withBrowser(): void {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => browser?.close());
}

export function journey(name: string, story: (scene: Scene) => Promise<void>): void {
  test(name, async () => {
    const visits: { readonly visitor: Visitor; readonly faults: Faults }[] = [];
    const scene: Scene = {
      titian: inject('titian'),
      async visit(options = {}) {
        const visit = await open(options);
        visits.push(visit);
        return visit.visitor;
      },
    };
    try {
      await story(scene);
      expect(visits.flatMap(({ faults }) => faults.found())).toEqual([]);
    } catch (error) {
      const evidence = await Promise.all(visits.map(({ visitor, faults }) => keepEvidence(visitor, faults)));
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${evidence.join('\n')}`, {
        cause: error,
      });
    } finally {
      await Promise.all(visits.map(({ visitor }) => visitor.context.close()));
    }
  });
}

async function open(options: VisitOptions): Promise<{ visitor: Visitor; faults: Faults }> {
  const { url, sessionCookie } = inject('titian');
  const origin = options.url ?? url;
  if (browser === undefined) throw new Error('call withBrowser() at the top of the file');
  const context = await browser.newContext({
    baseURL: origin,
    viewport: options.phone === true ? PHONE : DESKTOP,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    reducedMotion: 'reduce',
    storageState: {
      cookies: [],
      origins: [
        {
          origin,
          localStorage: [
            { name: 'titian.theme', value: options.dark === true ? 'dark' : 'light' },
            { name: 'titian.locale', value: options.locale ?? 'id' },
          ],
        },
      ],
    },
  });
  context.setDefaultTimeout(STEP_MS);
  await context.tracing.start({ snapshots: true });
  const faults = await watch(context);
  const page = await context.newPage();
  if (options.loginUrl !== undefined) {
    await page.goto(options.loginUrl);
    await page.getByRole('navigation', { name: 'Menu utama' }).first().waitFor({ state: 'attached' });
  } else if (options.anonymous !== true) {
    const [name = '', value = ''] = sessionCookie.split('=');
    await context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: 'Lax' }]);
  }
  return { visitor: { page, context, mayFail: faults.expect }, faults };
}

/** A trace for `npx playwright-core show-trace` and a picture of every page, where the next person can look. */
async function keepEvidence({ context }: Visitor, faults: Faults): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'titian-journey-'));
  try {
    for (const [at, page] of context.pages().entries())
      await page.screenshot({ path: join(directory, `page-${at + 1}.png`) });
    await context.tracing.stop({ path: join(directory, 'trace.zip') });
  } catch (error) {
    return `No pictures: ${String(error)}`;
  }
  return [`Pictures and trace: ${directory}`, ...faults.found()].join('\n  ');
}
