/** Every page, wide and narrow, light and dark: nothing that keeps somebody with a disability out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { journey, withBrowser } from './journey.ts';
import { pagePaths } from './pages.ts';
import { openSettled } from './screens.ts';

withBrowser();

/** axe-core's verdict, as far as it is read. */
const Verdict = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    nodes: z.array(z.object({ target: z.array(z.unknown()), failureSummary: z.string().optional() })),
  }),
);
/** Evaluated by the test, not loaded by the page, whose content policy forbids foreign scripts. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Rules = 'all' | 'contrast';

async function barriers(page: Page, rules: Rules): Promise<string[]> {
  const options = rules === 'all' ? {} : { runOnly: ['color-contrast'] };
  const found: unknown = await page.evaluate(
    `axe.run(${JSON.stringify(options)}).then((result) => result.violations)`,
  );
  return Verdict.parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}

/**
 * Rows of long lists outside the screen are not drawn (`content-visibility`), and Chromium keeps the colours that they had
 * when they were; axe measures them all the same, so all are drawn.
 */
const DRAW_ALL = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { content-visibility: visible !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
})()`;

/** Colours fade over, and axe would measure one of the shades between: it waits for frames in which nothing begins to. */
const TO_DARK = `(async () => {
  document.documentElement.dataset.theme = 'dark';
  for (let calm = 0; calm < 3; ) {
    await new Promise((done) => requestAnimationFrame(done));
    const fading = document.getAnimations().filter((one) => one instanceof CSSTransition);
    for (const one of fading) one.finish();
    calm = fading.length === 0 ? calm + 1 : 0;
  }
})()`;

/** The same page in both themes; the dark one differs in nothing but colour. */
async function lookAt(page: Page, path: string): Promise<string[]> {
  await openSettled(page, path);
  await page.evaluate(AXE);
  await page.evaluate(DRAW_ALL);
  const light = await barriers(page, 'all');
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  await page.evaluate(TO_DARK);
  const dark = await barriers(page, 'contrast');
  return [
    ...light.map((barrier) => `${path} ${barrier}`),
    ...dark.map((barrier) => `${path} in the dark ${barrier}`),
    ...(wider > 0 ? [`${path} is ${wider} px wider than the screen`] : []),
  ];
}

for (const { name, phone } of [
  { name: 'a desktop', phone: false },
  { name: 'a narrow phone', phone: true },
]) {
  journey(`no page has a barrier on ${name}, in light or dark`, async (scene) => {
    const { page, context } = await scene.visit({ phone });
    const found: string[] = [];
    const paths = await pagePaths(scene.titian);
    // Two tabs: the browser has a process for each, and axe takes most of the time.
    const lookAtRest = async (tab: Page): Promise<void> => {
      for (let path = paths.shift(); path !== undefined; path = paths.shift())
        found.push(...(await lookAt(tab, path)));
    };
    await Promise.all([lookAtRest(page), lookAtRest(await context.newPage())]);
    await context.clearCookies();
    found.push(...(await lookAt(page, '/sign-in')));
    expect(found).toEqual([]);
  });
}

/** Parts of the page that stick out of what holds them, but for their border; what scrolls in its place does not. */
const STICKING_OUT = `[...document.querySelectorAll('main table, main ul, main form')]
  .filter((part) => getComputedStyle(part.parentElement).overflowX === 'visible')
  .filter((part) => part.getBoundingClientRect().right > part.parentElement.getBoundingClientRect().right + 2)
  .map((part) => part.getAttribute('aria-label') ?? part.tagName)`;

journey('nothing sticks out where the virtual phone takes its room', async (scene) => {
  const { page } = await scene.visit();
  const found: string[] = [];
  await page.setViewportSize({ width: 1100, height: 800 });
  for (const path of await pagePaths(scene.titian)) {
    await openSettled(page, path);
    await page.getByRole('button', { name: 'Buka ponsel virtual' }).first().click();
    await page.getByRole('heading', { name: 'Ponsel virtual' }).waitFor();
    const out = z.array(z.string()).parse(await page.evaluate(STICKING_OUT));
    found.push(...out.map((part) => `${path}: ${part}`));
  }
  expect(found).toEqual([]);
});
