/** Which parameters of `POST Messages.json` do something, which are taken without effect, and which are refused. */
import { Problem } from '../../../platform/problem.ts';
import { twilioErrors } from '../errors.ts';

const HEEDED: ReadonlySet<string> = new Set([
  'To',
  'From',
  'MessagingServiceSid',
  'Body',
  'MediaUrl',
  'ContentSid',
  'ContentVariables',
  'StatusCallback',
  'ValidityPeriod',
  'ScheduleType',
  'SendAt',
]);

/** Hints that change nothing about what the recipient reads here. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'ApplicationSid',
  'Attempt',
  'FallbackFrom',
  'ForceDelivery',
  'MaxPrice',
  'MessageIntent',
  'ProvideFeedback',
  'RiskCheck',
  'SmartEncoded',
  'TrafficType',
]);

/** A request that asks for these would do something else than it says, so it is refused, unless they ask for nothing. */
const REFUSED: ReadonlySet<string> = new Set([
  'AddressRetention',
  'ContentRetention',
  'PersistentAction',
  'SendAsMms',
  'ShortenUrls',
]);
const ASKS_FOR_NOTHING: ReadonlySet<string> = new Set(['', 'false', 'retain']);

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export function checkParameters(fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    if (HEEDED.has(name) || WITHOUT_EFFECT.has(name)) continue;
    if (!REFUSED.has(name)) throw new Problem(twilioErrors.parameter_unknown, { field: name });
    if (typeof value !== 'string' || !ASKS_FOR_NOTHING.has(value))
      throw new Problem(twilioErrors.parameter_unsupported, { field: name });
  }
}
