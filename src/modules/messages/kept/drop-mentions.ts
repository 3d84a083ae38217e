/** Takes out of a JSON value what speaks of somebody or something, and leaves the rest as it came. */

/** What is left; `undefined` where nothing may be left. `value` is the same object when nothing was said. */
export type Rest = { readonly value: unknown } | undefined;

/**
 * What speaks of a person: the whole entry of a list in which the person is named, however deep, so that a chat goes with
 * all of its messages and a card of an address book with its name. Named outside of any list, all of it goes.
 */
export function dropPerson(value: unknown, names: (text: string) => boolean): Rest {
  const left = withoutEntries(value, names);
  return left === GONE ? undefined : { value: left };
}

const GONE = Symbol('gone');

function withoutEntries(value: unknown, names: (text: string) => boolean): unknown {
  if (typeof value === 'string' || typeof value === 'number') return names(String(value)) ? GONE : value;
  if (Array.isArray(value)) {
    const left = value.map((one) => withoutEntries(one, names)).filter((one) => one !== GONE);
    return isSame(value, left) ? value : left;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const left: [string, unknown][] = [];
  for (const [name, one] of entries) {
    const rest = names(name) ? GONE : withoutEntries(one, names);
    if (rest === GONE) return GONE;
    left.push([name, rest]);
  }
  return entries.every(([, one], i) => one === left[i]?.[1]) ? value : Object.fromEntries(left);
}

/** What has one of these ids: that object, wherever it stands. Others that only refer to it stay, without the reference. */
export function dropObjects(value: unknown, ids: ReadonlySet<string>): Rest {
  const left = withoutObjects(value, ids);
  return left === GONE ? undefined : { value: left };
}

function withoutObjects(value: unknown, ids: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    const left = value.map((one) => withoutObjects(one, ids)).filter((one) => one !== GONE);
    return isSame(value, left) ? value : left;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  if (entries.some(([name, one]) => name === 'id' && typeof one === 'string' && ids.has(one))) return GONE;
  const left = entries.map(([name, one]): [string, unknown] => [name, withoutObjects(one, ids)]);
  if (entries.every(([, one], i) => one === left[i]?.[1])) return value;
  return Object.fromEntries(left.filter(([, one]) => one !== GONE));
}

const isSame = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  before.length === after.length && before.every((one, i) => one === after[i]);
