import type { LucideIcon } from 'lucide-react';

export interface PaletteEntry {
  readonly id: string;
  readonly group: 'pages' | 'actions';
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

/** Entries whose words all occur in the label; those that begin with the query come first. */
export function findEntries(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
  const first = words[0];
  if (first === undefined) return found;
  const rank = (entry: PaletteEntry): number => (entry.label.toLowerCase().startsWith(first) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Enough digits to be meant as a phone number: `0812…`, `+62812…`. */
export function phoneInQuery(query: string): string | undefined {
  const bare = query.replace(/[\s.()-]/g, '');
  return /^\+?\d{8,15}$/.test(bare) ? bare : undefined;
}
