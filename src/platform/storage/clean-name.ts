/** PostgreSQL counts characters, and so does the column. */
const LONGEST = 200;
/** Control characters, direction marks that disguise an extension, and what some file systems refuse. */
const UNSAFE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"|?*]/gu;

/** The name alone, without a path, fit for a file system and a header; `file` where nothing is left of it. */
export function cleanName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const bare = last.replace(UNSAFE, '').replace(/\s+/g, ' ').trim().replace(/^\.+/, '').trim();
  if (bare === '') return 'file';
  // Half a pair of surrogates becomes U+FFFD: PostgreSQL takes UTF-8 only.
  const letters = [...Buffer.from(bare, 'utf8').toString('utf8')];
  if (letters.length <= LONGEST) return letters.join('');
  const dot = bare.lastIndexOf('.');
  const extension = dot > 0 && bare.length - dot <= 10 ? bare.slice(dot) : '';
  return `${letters.slice(0, LONGEST - extension.length).join('')}${extension}`;
}
