import type { Dictionary } from '../../i18n/dictionary.ts';

type Reasons = Dictionary['messages']['reasons'];

const isKnown = (code: string, reasons: Reasons): code is keyof Reasons & string =>
  Object.hasOwn(reasons, code);

export interface ReasonWords {
  readonly title: string;
  readonly remedy: string | undefined;
  /** The provider's own words. */
  readonly detail: string | undefined;
}

/** A reason in the reader's words; a code we have no words for shows itself beside the provider's. */
export function wordReason(reason: { code: string; detail: string | null }, t: Dictionary): ReasonWords {
  const detail = reason.detail === null || reason.detail === '' ? undefined : reason.detail;
  const { reasons, deadLetters } = t.messages;
  if (isKnown(reason.code, reasons)) return { ...reasons[reason.code], detail };
  return { title: deadLetters.unknownReason(reason.code), remedy: undefined, detail };
}
