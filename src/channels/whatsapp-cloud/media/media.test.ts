import { describe, expect, it } from 'vitest';
import { readMultipart } from '../../../../testing/simulators/graph/media.ts';
import type { OpenFile } from '../../channel.ts';
import { multipartOf } from './multipart.ts';
import { sha256Hex } from './sha256.ts';
import { Uploads } from './uploads.ts';

const DAY_MS = 24 * 3600 * 1000;

describe('uploads', () => {
  it('are known for 29 days', () => {
    let now = 0;
    const uploads = new Uploads({ now: () => now });
    uploads.keep('a', '1');
    now = 29 * DAY_MS - 1;
    expect(uploads.find('a')).toBe('1');
    now += 1;
    expect(uploads.find('a')).toBeUndefined();
  });

  it('are known in bounded number, the last used longest', () => {
    const uploads = new Uploads({ now: () => 0 });
    uploads.keep('first', '1');
    for (let n = 0; n < 4_999; n++) uploads.keep(`f${n}`, '2');
    expect(uploads.find('first')).toBe('1');
    uploads.keep('one more', '3');
    expect(uploads.find('first')).toBe('1');
    expect(uploads.find('f0')).toBeUndefined();
  });
});

describe('multipart', () => {
  it('has the length that it announces, and a name cannot end its header', async () => {
    const bytes = Buffer.from('isi\r\n--palsu--\r\n');
    const file: OpenFile = {
      name: 'a"\r\nx-header: 1.txt',
      mime: 'text/plain\r\nx: 1',
      size: bytes.length,
      sha256: '',
      async *body() {
        yield bytes;
      },
    };
    const { headers, bytes: written } = multipartOf({ type: 'text/plain' }, file, 'batas');
    const chunks: Uint8Array[] = [];
    for await (const chunk of written) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    expect(headers['content-length']).toBe(String(body.length));
    expect(body.toString()).not.toMatch(/^x(-header)?: 1/m);
    const parts = readMultipart(headers['content-type'] ?? '', body);
    expect(parts?.get('file')?.bytes.equals(bytes)).toBe(true);
    expect(parts?.get('type')?.bytes.toString()).toBe('text/plain');
  });
});

it('reads digests in both writings', () => {
  const hex = 'ab'.repeat(32);
  expect(sha256Hex(hex.toUpperCase())).toBe(hex);
  expect(sha256Hex(Buffer.from(hex, 'hex').toString('base64'))).toBe(hex);
  expect(sha256Hex('kira-kira')).toBeUndefined();
  expect(sha256Hex(undefined)).toBeUndefined();
});
