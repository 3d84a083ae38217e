/** The command was not understood; the message says how to write it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type Flags = Readonly<Record<string, string | true>>;

/** `workspace create --name "Toko" --json` → words and flags. A flag without a value is true. */
export function parseArguments(args: readonly string[]): {
  readonly words: readonly string[];
  readonly flags: Flags;
} {
  const words: string[] = [];
  const flags: Record<string, string | true> = {};
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    if (!argument.startsWith('--')) {
      words.push(argument);
      continue;
    }
    const [name = '', inline] = argument.slice(2).split('=', 2);
    const next = args[i + 1];
    if (inline !== undefined) flags[name] = inline;
    else if (next !== undefined && !next.startsWith('--')) flags[name] = args[++i] ?? '';
    else flags[name] = true;
  }
  return { words, flags };
}

export function requireFlag(flags: Flags, name: string): string {
  const value = flags[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} needs a value.`);
  return value;
}
