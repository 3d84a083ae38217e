import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName } from './clean-name.ts';
import { detectMime } from './detect-mime.ts';

const hex = (text: string): Buffer => Buffer.concat([Buffer.from(text, 'hex'), Buffer.alloc(40)]);
const office = (part: string): Buffer =>
  Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from(`....[Content_Types].xml....${part}`)]);
const box = (brand: string): Buffer =>
  Buffer.concat([hex('0000001c').subarray(0, 4), Buffer.from(`ftyp${brand}`)]);
const text = (words: string): Buffer => Buffer.from(words);

describe('the kind of a file', () => {
  it.each([
    [hex('89504e470d0a1a0a'), 'image/png'],
    [hex('ffd8ffe000104a46'), 'image/jpeg'],
    [Buffer.from('RIFF....WEBPVP8 '), 'image/webp'],
    [Buffer.from('XXXX....WEBPVP8 '), 'text/plain'],
    [box('isom'), 'video/mp4'],
    [box('3gp5'), 'video/3gpp'],
    [box('M4A '), 'audio/mp4'],
    [text('#!AMR\n'), 'audio/amr'],
    [hex('fff15080'), 'audio/aac'],
    [text('ID3\u0003'), 'audio/mpeg'],
    [hex('fffb9064'), 'audio/mpeg'],
    [text('OggS'), 'audio/ogg'],
    [text('%PDF-1.7'), 'application/pdf'],
    [office('xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    [office('word/document.xml'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    [office('a.txt'), 'application/zip'],
    [hex('d0cf11e0a1b11ae1'), 'application/x-cfb'],
    [text('BEGIN:VCARD\r\nFN:Rina'), 'text/vcard'],
    [text('\ufeff<!DOCTYPE html><p>'), 'text/html'],
    [text('<?xml version="1.0"?><svg xmlns="x">'), 'image/svg+xml'],
    [text('nama,hp'), 'text/plain'],
    [Buffer.from('Ren\xe9', 'latin1'), 'text/plain'],
    [Buffer.from('\ufeffnama', 'utf16le'), 'text/plain'],
    [hex('00010203'), 'application/octet-stream'],
  ])('%# is told by its bytes', (bytes, mime) => {
    expect(detectMime(bytes, 'image/png', 'a.png')).toBe(mime);
  });

  it('is what is claimed only among those that bytes do not tell apart', () => {
    expect(detectMime(text('nama,hp'), 'text/csv', 'a')).toBe('text/csv');
    expect(detectMime(text('nama,hp'), '', 'a.CSV')).toBe('text/csv');
    expect(detectMime(hex('d0cf11e0a1b11ae1'), 'application/msword', 'a')).toBe('application/msword');
    expect(detectMime(text('nama,hp'), 'application/pdf', 'a.pdf')).toBe('text/plain');
  });
});

describe('the name of a file', () => {
  it.each([
    ['Bukti bayar.pdf', 'Bukti bayar.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\Rina\\a.csv', 'a.csv'],
    ['a\r\nb\0.png', 'ab.png'],
    ['foto\u202egnp.exe', 'fotognp.exe'],
    ['.htaccess', 'htaccess'],
    ['...', 'file'],
    ['', 'file'],
    [`${'x'.repeat(300)}.csv`, `${'x'.repeat(196)}.csv`],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanName(given)).toBe(kept);
  });

  it('never leads anywhere, and always fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = cleanName(given);
        expect(name).not.toMatch(/[/\\\0\r\n"]|^\.|^$/);
        expect([...name].length).toBeLessThanOrEqual(200);
        expect(Buffer.from(name, 'utf8').toString('utf8')).toBe(name);
      }),
    );
  });
});
