import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFileLinks } from './file-links.ts';

const NOW = 1_800_000_000_000;
const WORKSPACE = '0190a1b2-c3d4-4e5f-8a6b-7c8d9e0f1a2b';
const linksAt = (now: number, key = 7) =>
  createFileLinks({ publicUrl: 'https://titian.example/', secretKey: Buffer.alloc(32, key), now: () => now });
const token = (url: string): string => url.replace('https://titian.example/f/', '');

it('an address leads to its file until its time, and nowhere with another key', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 62n }),
      fc.integer({ min: 1, max: 86_400 }),
      (id, seconds) => {
        const url = linksAt(NOW).urlOf({ workspaceId: WORKSPACE, id }, seconds);
        expect(linksAt(NOW + seconds * 1000 - 1).read(token(url))).toEqual({ workspaceId: WORKSPACE, id });
        expect(linksAt(NOW + seconds * 1000).read(token(url))).toBeUndefined();
        expect(linksAt(NOW, 8).read(token(url))).toBeUndefined();
      },
    ),
  );
});

it('an address with any byte changed leads nowhere', () => {
  const bytes = Buffer.from(token(linksAt(NOW).urlOf({ workspaceId: WORKSPACE, id: 42n }, 60)), 'base64url');
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(linksAt(NOW).read(changed.toString('base64url'))).toBeUndefined();
  }
  for (const wrong of ['', 'x', 'a'.repeat(60), 'a'.repeat(61)])
    expect(linksAt(NOW).read(wrong)).toBeUndefined();
});
