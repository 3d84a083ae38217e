import type { RouteRule } from '../../contracts/routing.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { formatPhone } from '../../i18n/format.ts';

/** What ids are called. Undefined once it is deleted. */
export interface Names {
  readonly channel: (id: string) => string | undefined;
  readonly sender: (id: string) => string | undefined;
}

export interface RouteSentence {
  /** `OTP ke Telkomsel` */
  readonly when: string;
  /** `SMSC Utama, lalu Gateway Cadangan` */
  readonly to: string;
  /** When it moves to the spare. */
  readonly fallback: string;
}

interface Language {
  readonly t: Dictionary;
  readonly locale: 'id' | 'en';
}

/** A rule the way a person would say it. */
export function routeSentence(
  rule: Pick<RouteRule, 'when' | 'to' | 'fallback'>,
  names: Names,
  { t, locale }: Language,
): RouteSentence {
  const words = t.routes.sentence;
  const or = (list: readonly string[]): string =>
    new Intl.ListFormat(locale, { type: 'disjunction' }).format(list);
  const { classes, operators, prefixes, senders, medium } = rule.when;
  const operatorNames = operators.map((one) => (one === 'others' ? words.others : t.operators[one].name));
  const senderNames = senders.map((id) => formatPhone(names.sender(id) ?? words.goneSender));
  const when = [
    classes.length === 0 ? words.all : or(classes.map((one) => t.messageClass[one])),
    operators.length === 0 ? '' : words.to(or(operatorNames)),
    prefixes.length === 0 ? '' : words.prefixes(or(prefixes)),
    senders.length === 0 ? '' : words.from(or(senderNames)),
    medium === null ? '' : words.via(t.media[medium]),
  ];
  const channels = rule.to.channels.map((id) => names.channel(id) ?? words.goneChannel);
  const [first = '', ...others] = channels;
  return {
    when: when.filter((part) => part !== '').join(' '),
    to:
      rule.to.strategy === 'cheapest' && channels.length > 1
        ? words.cheapest(new Intl.ListFormat(locale, { type: 'conjunction' }).format(channels))
        : [first, ...others.map(words.afterwards)].join(', '),
    fallback: fallbackSentence(rule, t, or),
  };
}

function fallbackSentence(
  { when, to, fallback }: Pick<RouteRule, 'when' | 'to' | 'fallback'>,
  t: Dictionary,
  or: (list: readonly string[]) => string,
): string {
  const words = t.routes.sentence;
  if (to.channels.length < 2) return words.alone;
  const causes = fallback.on.map((cause) => words.causes[cause]);
  const seconds = fallback.missingReceiptSeconds;
  if (seconds !== null && seconds > 0) causes.push(words.noReceipt(String(seconds)));
  if (seconds === null && (when.classes.length === 0 || when.classes.includes('otp'))) {
    const ofOtp = when.classes.length === 1 ? words.noReceipt : words.noReceiptOtp;
    causes.push(ofOtp(String(OTP_RECEIPT_SECONDS)));
  }
  return causes.length === 0 ? words.stays : words.moves(or(causes));
}

/** The class's own time, where a rule does not say another. */
const OTP_RECEIPT_SECONDS = 30;
