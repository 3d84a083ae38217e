/**
 * Paths into an answer: `messages[0].status.name`, `message-id`. Names, dots and numbers in brackets are all
 * there is, so that reading one always ends and never throws, whatever was written and whatever was answered.
 */
export type Path = readonly (string | number)[];

const LONGEST = 200;
const STEP = /([^.[\]]+)|\[(\d{1,4})\]/y;

/** undefined when the text is not a path. */
export function parsePath(text: string): Path | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > LONGEST) return undefined;
  const steps: (string | number)[] = [];
  let at = 0;
  while (at < trimmed.length) {
    const dot = trimmed[at] === '.';
    if (dot && steps.length === 0) return undefined;
    STEP.lastIndex = dot ? at + 1 : at;
    const [whole, name, index] = STEP.exec(trimmed) ?? [];
    if (whole === undefined) return undefined;
    // A name needs its dot and an index must not have one: `a[0]b` is no path, nor is `a.[0]`.
    if (name === undefined ? dot : !dot && steps.length > 0) return undefined;
    steps.push(name ?? Number(index));
    at = STEP.lastIndex;
  }
  return steps;
}

/** Whatever stands there; undefined when nothing does. Sees own properties only. */
export function readPath(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    if (typeof step === 'number') {
      if (!Array.isArray(current)) return undefined;
      current = current[step];
    } else {
      if (Array.isArray(current)) return undefined;
      current = Object.getOwnPropertyDescriptor(current, step)?.value;
    }
  }
  return current;
}

/** A text or a number as text; undefined for anything else and for an empty text. */
export function textAt(value: unknown, path: Path | undefined): string | undefined {
  const found = path === undefined ? undefined : readPath(value, path);
  if (typeof found === 'number' || typeof found === 'boolean') return String(found);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The entries at a path: those of an array, or the one thing that stands there. */
export function itemsAt(value: unknown, path: Path | undefined): readonly unknown[] {
  const found = path === undefined ? value : readPath(value, path);
  if (found === undefined || found === null) return [];
  return Array.isArray(found) ? found : [found];
}
