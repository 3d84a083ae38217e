import { describe, expect, it } from 'vitest';
import { en } from './en/index.ts';
import { id } from './id/index.ts';

/** Every text with its path; functions are called with example values. */
function texts(node: unknown, path: string): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') {
    const call: (...values: unknown[]) => unknown = (...values) => Reflect.apply(node, undefined, values);
    return [[path, String(call(2, '2', '2'))]];
  }
  if (typeof node !== 'object' || node === null) throw new Error(`${path} is neither text nor group`);
  return Object.entries(node).flatMap(([key, value]) => texts(value, path === '' ? key : `${path}.${key}`));
}

const indonesian = new Map(texts(id, ''));
const english = new Map(texts(en, ''));

describe('dictionaries', () => {
  it('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...indonesian.keys()].sort());
    expect(indonesian.size).toBeGreaterThan(300);
  });

  it('leave nothing empty and nothing unfilled', () => {
    for (const [path, text] of [...indonesian, ...english]) {
      expect(text.trim(), path).not.toBe('');
      expect(text, path).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it('are translated: sentences differ between the languages', () => {
    const same = [...indonesian].filter(
      ([path, text]) => text.split(' ').length > 3 && english.get(path) === text,
    );
    expect(same).toEqual([]);
  });

  it('says you politely: Anda is written with a capital', () => {
    for (const [path, text] of indonesian) {
      if (path === 'common.you') continue;
      expect(text, path).not.toMatch(/\b(kamu|kalian)\b|[^.] \banda\b/);
    }
  });
});
