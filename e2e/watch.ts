/** Listens to everything a browser complains about while a journey runs. */
import type { BrowserContext, Page } from 'playwright-core';

export interface Faults {
  /** Statuses that are part of the story; 0 stands for no answer at all. */
  readonly expect: (...statuses: number[]) => void;
  readonly found: () => readonly string[];
}

/** The browser says this about every answer of 400 and above; the answer itself is judged instead. */
const ABOUT_AN_ANSWER = /^Failed to load resource:/;
/** A page that is left takes its open requests with it. */
const LEFT = /ERR_ABORTED/;

export async function watch(context: BrowserContext): Promise<Faults> {
  const found: string[] = [];
  const expected = new Set<number>();
  await context.exposeBinding('titianBreach', ({ page }, what: unknown) => {
    found.push(`content policy: ${String(what)} on ${page.url()}`);
  });
  await context.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', (event) =>
      titianBreach([event.violatedDirective, event.blockedURI, event.sourceFile, event.sample].join(' ')));`,
  });
  context.on('page', (page) => listen(page, found, expected));
  return { expect: (...statuses) => statuses.forEach((status) => expected.add(status)), found: () => found };
}

function listen(page: Page, found: string[], expected: ReadonlySet<number>): void {
  page.on('pageerror', (error) => found.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !ABOUT_AN_ANSWER.test(message.text()))
      found.push(`console: ${message.text()} on ${page.url()}`);
  });
  page.on('response', (response) => {
    const status = response.status();
    if (status >= 400 && !expected.has(status))
      found.push(`${status} ${response.request().method()} ${response.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    if (!LEFT.test(reason) && !expected.has(0)) found.push(`${reason} ${request.method()} ${request.url()}`);
  });
}
