import type { FallbackCause, RouteRule } from '../../contracts/routing.ts';

/** A rule while it is being written; everything as the form holds it. */
export interface RouteDraft {
  readonly name: string;
  readonly classes: RouteRule['when']['classes'];
  readonly operators: RouteRule['when']['operators'];
  /** As typed: `+62811, +62812`. */
  readonly prefixes: string;
  readonly senders: readonly string[];
  readonly medium: RouteRule['when']['medium'];
  readonly strategy: RouteRule['to']['strategy'];
  readonly channels: readonly string[];
  readonly on: readonly FallbackCause[];
  /** `default`, or seconds; `0` is never. */
  readonly receipt: string;
  readonly resend: 'default' | 'yes' | 'no';
}

export const EMPTY_DRAFT: RouteDraft = {
  name: '',
  classes: [],
  operators: [],
  prefixes: '',
  senders: [],
  medium: null,
  strategy: 'ordered',
  channels: [],
  on: ['permanent_error', 'retries_exhausted', 'breaker_open'],
  receipt: 'default',
  resend: 'default',
};

export const draftOf = ({ name, when, to, fallback }: RouteRule): RouteDraft => ({
  name,
  ...when,
  prefixes: when.prefixes.join(', '),
  ...to,
  on: fallback.on,
  receipt: fallback.missingReceiptSeconds === null ? 'default' : String(fallback.missingReceiptSeconds),
  resend: fallback.resendUnknown === null ? 'default' : fallback.resendUnknown ? 'yes' : 'no',
});

const PREFIX = /^\+[1-9]\d{0,13}$/;

/** `0811, 62812` → `+62811, +62812`; undefined when one of them is no beginning of a number. */
export function readPrefixes(typed: string): string[] | undefined {
  const prefixes = typed
    .split(/[,;\s]+/)
    .filter((one) => one !== '')
    .map((one) => one.replace(/^0(?=8)/, '+62').replace(/^62/, '+62'));
  return prefixes.every((one) => PREFIX.test(one)) ? prefixes : undefined;
}

/** What the API takes; call it once `readPrefixes` has an answer. */
export const bodyOf = (draft: RouteDraft) => ({
  name: draft.name,
  when: {
    classes: draft.classes,
    operators: draft.operators,
    prefixes: readPrefixes(draft.prefixes) ?? [],
    senders: draft.senders,
    medium: draft.medium,
  },
  to: { strategy: draft.strategy, channels: draft.channels },
  fallback: {
    on: draft.on,
    missingReceiptSeconds: draft.receipt === 'default' ? null : Number(draft.receipt),
    resendUnknown: draft.resend === 'default' ? null : draft.resend === 'yes',
  },
});

/** The list with one entry a place further up (-1) or down (1). */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const entry = list[at];
  const other = list[at + by];
  if (entry === undefined || other === undefined) return [...list];
  return list.map((one, index) => (index === at ? other : index === at + by ? entry : one));
}

/** The list with or without an entry, in the order of `all`. */
export const toggled = <T>(list: readonly T[], entry: T, on: boolean): T[] =>
  on ? [...list, entry] : list.filter((one) => one !== entry);
