/** Every page, wide and narrow, light and dark: nothing that keeps somebody with a disability out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { journey, type VisitOptions, withBrowser } from './journey.ts';
import { pagePaths } from './pages.ts';

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

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found: unknown = await page.evaluate('axe.run().then((result) => result.violations)');
  return Verdict.parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}

const looks: readonly { readonly name: string; readonly options: VisitOptions }[] = [
  { name: 'a desktop in light', options: {} },
  { name: 'a desktop in dark', options: { dark: true } },
  { name: 'a phone in light', options: { phone: true } },
  { name: 'a phone in dark', options: { phone: true, dark: true } },
];

for (const { name, options } of looks) {
  journey(`no page has a barrier on ${name}`, async (scene) => {
    const { page, context } = await scene.visit(options);
    const found: string[] = [];
    for (const path of await pagePaths(scene.titian)) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('load');
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      found.push(...(await barriers(page)).map((barrier) => `${path} ${barrier}`));
      const { scroll, width } = await page.evaluate<{ scroll: number; width: number }>(
        '({ scroll: document.documentElement.scrollWidth, width: innerWidth })',
      );
      if (scroll > width) found.push(`${path} is ${scroll - width} px wider than the screen`);
    }
    await context.clearCookies();
    await page.goto('/sign-in');
    await page.getByRole('heading', { level: 1 }).waitFor();
    found.push(...(await barriers(page)).map((barrier) => `/sign-in ${barrier}`));
    expect(found).toEqual([]);
  });
}
