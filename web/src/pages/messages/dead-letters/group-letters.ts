import type { z } from 'zod';
import type { DeadLetter as DeadLetterShape } from '../../../contracts/messages.ts';

export type DeadLetter = z.infer<typeof DeadLetterShape>;

/** One cause has one remedy, so what died of it stands together. */
export interface LetterGroup {
  readonly code: string;
  readonly letters: readonly DeadLetter[];
}

/** Groups in the order of their newest letter. */
export function groupLetters(letters: readonly DeadLetter[]): LetterGroup[] {
  const groups = new Map<string, DeadLetter[]>();
  for (const letter of letters) {
    const group = groups.get(letter.code);
    if (group === undefined) groups.set(letter.code, [letter]);
    else group.push(letter);
  }
  return [...groups].map(([code, of]) => ({ code, letters: of }));
}

export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (ids: readonly string[], on: boolean) => void;
}
