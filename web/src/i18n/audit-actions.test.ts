/** Whatever is published lands in the audit trail, so it has words there: facts are read from the sources, not from a list. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditActions } from './id/audit-actions.ts';

const SRC = join(import.meta.dirname, '..', '..', '..', 'src');
/** Dotted names in such places that are no facts of the audit trail, and what they are. */
const OTHERS = new Set([
  // Of live streams and webhooks, which nobody publishes on the bus.
  'message.accepted',
  'message.status_changed',
  'message.changed',
  'channel.health_changed',
  'webhook.test',
  // Published, but kept out of the trail: people outside the company wrote it.
  'message.received',
  // The field of a request that a refusal names.
  'template.id',
]);
/** SQL has dotted names of its own. */
const NOT_LOOKED_AT = /(\.test\.ts$|(^|\/)queries([./]|$))/;
/** Where facts are named: as the type of an event, in a union of types, as what a function is told to publish. */
const NAMING = /type:|type =|^\s*\||publish/i;
const DOTTED = /'([a-z][a-z_]*\.[a-z][a-z_]*)'/g;

function factsOf(source: string): string[] {
  return source
    .split('\n')
    .filter((line) => NAMING.test(line) && !line.includes(' from '))
    .flatMap((line) => [...line.matchAll(DOTTED)].map(([, name = '']) => name));
}

/** Name → a file that names it. */
function dottedNames(): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of ['modules', 'apps']) {
    for (const file of readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || NOT_LOOKED_AT.test(file)) continue;
      for (const name of factsOf(readFileSync(join(SRC, folder, file), 'utf8'))) found.set(name, file);
    }
  }
  return found;
}

it('every published fact has words in the audit trail', () => {
  const names = dottedNames();
  expect(names.has('dead_letters.redriven')).toBe(true);
  expect(names.size).toBeGreaterThan(40);
  const wordless = [...names].filter(([name]) => !Object.hasOwn(auditActions, name) && !OTHERS.has(name));
  expect(wordless).toEqual([]);
});

it('no words are left of facts that nobody publishes any more', () => {
  const names = dottedNames();
  expect(Object.keys(auditActions).filter((action) => !names.has(action))).toEqual([]);
});
