import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSeal } from '../../platform/seal.ts';
import { createTextSeal } from './text-seal.ts';

const texts = createTextSeal(createSeal(randomBytes(32)));
const place = { workspaceId: 'a', id: 7n };

describe('a sealed text', () => {
  it('shows nothing of itself and opens where it was sealed only', () => {
    const body = texts.seal('Kode Anda 482913 🔒', place);
    expect(body).not.toContain('482913');
    expect(texts.open(body, place)).toBe('Kode Anda 482913 🔒');
    expect(texts.open(body, { ...place, id: 8n })).toBeUndefined();
    expect(texts.open(body, { ...place, workspaceId: 'b' })).toBeUndefined();
    expect(createTextSeal(createSeal(randomBytes(32))).open(body, place)).toBeUndefined();
  });

  it('leaves what was never sealed as it is', () => {
    expect(texts.open('Pesanan Anda dikirim', place)).toBe('Pesanan Anda dikirim');
    expect(texts.open('', place)).toBe('');
  });
});
