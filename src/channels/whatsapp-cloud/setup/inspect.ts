/** Looks at Meta's side of the set-up and says what is done and what is left. */
import type { SetupCheck } from '../../channel.ts';
import type { Graph, GraphAnswer } from '../graph/graph.ts';
import type { WhatsAppSettings } from '../settings.ts';
import { foundOf } from './found.ts';
import { BusinessNumber, NUMBER_FIELDS, Profiles, PROFILE_FIELDS, Subscriptions } from './read-number.ts';
import { type CheckCode, TEXTS } from './texts.ts';

const TIMEOUT_MS = 15_000;

export interface SetupDeps {
  readonly graph: Graph;
  readonly settings: WhatsAppSettings;
  readonly callbackUrl: string;
}

type State = SetupCheck['state'];

export async function inspectSetup(deps: SetupDeps, signal: AbortSignal): Promise<readonly SetupCheck[]> {
  const { graph, settings } = deps;
  const get = (path: string): Promise<GraphAnswer> =>
    graph.call({ method: 'GET', path, timeoutMs: TIMEOUT_MS, signal });
  const [number, subscribed, profile] = await Promise.all([
    get(`${settings.phoneNumberId}?fields=${NUMBER_FIELDS}`),
    get(`${settings.wabaId}/subscribed_apps`),
    get(`${settings.phoneNumberId}/whatsapp_business_profile?fields=${PROFILE_FIELDS}`),
  ]);
  return [
    tokenCheck(number),
    check('app_secret', settings.appSecret === '' ? 'todo' : 'ok'),
    check('verify_token', settings.verifyToken === '' ? 'todo' : 'ok'),
    ...numberChecks(number),
    accountCheck(subscribed),
    webhookCheck(deps, number, subscribed),
    profileCheck(profile),
  ];
}

function check(code: CheckCode, state: State, value?: string): SetupCheck {
  const { label, remedy, action } = TEXTS[code];
  const found = foundOf(value);
  return {
    code,
    label,
    state,
    ...(value === undefined || value === '' ? {} : { value }),
    ...(found === undefined ? {} : { found }),
    ...(state === 'ok' || state === 'unknown' ? {} : { remedy }),
    ...(action === undefined || state === 'ok' || state === 'unknown' ? {} : { action }),
  };
}

function tokenCheck(number: GraphAnswer): SetupCheck {
  if (number.kind === 'ok') return check('token', 'ok');
  const { code, detail } = number.error;
  // Meta says 100 for an id that the token may not see as for one that is not there.
  const refused =
    code === 'credentials_refused' || code === 'message_invalid' || code === 'sender_not_allowed';
  return check('token', refused ? 'failed' : 'unknown', detail);
}

function numberChecks(answer: GraphAnswer): SetupCheck[] {
  const read = answer.kind === 'ok' ? BusinessNumber.safeParse(answer.body) : undefined;
  const number = read?.success === true ? read.data : undefined;
  const judge = (code: CheckCode, value: string | undefined, judged: (value: string) => State): SetupCheck =>
    check(code, value === undefined ? 'unknown' : judged(value.toUpperCase()), value);
  const { display_phone_number: shown, verified_name: name } = number ?? {};
  return [
    judge('number_verified', number?.code_verification_status, (value) =>
      value === 'VERIFIED' ? 'ok' : 'todo',
    ),
    withValue(judge('number_registered', number?.status, registered), shown),
    withValue(judge('display_name', number?.name_status, named), name),
    judge('quality', number?.quality_rating, (value) =>
      value === 'RED' ? 'failed' : value === 'YELLOW' ? 'todo' : 'ok',
    ),
    judge('messaging_limit', number?.whatsapp_business_manager_messaging_limit, () => 'ok'),
    judge('throughput', number?.throughput?.level, (value) => (value === 'NOT_APPLICABLE' ? 'todo' : 'ok')),
  ];
}

/** A name or a number says more than the code of its state. */
function withValue(one: SetupCheck, value: string | undefined): SetupCheck {
  if (value === undefined) return one;
  const { code, label, state, remedy, action } = one;
  return {
    code,
    label,
    state,
    value,
    ...(remedy === undefined ? {} : { remedy }),
    ...(action === undefined ? {} : { action }),
  };
}

/** FLAGGED and RESTRICTED numbers are registered and yet need somebody to look. */
function registered(status: string): State {
  if (status === 'CONNECTED') return 'ok';
  return status === 'BANNED' || status === 'RESTRICTED' || status === 'FLAGGED' ? 'failed' : 'todo';
}

function named(status: string): State {
  if (status === 'APPROVED' || status === 'AVAILABLE_WITHOUT_REVIEW') return 'ok';
  return status === 'DECLINED' || status === 'EXPIRED' ? 'failed' : 'todo';
}

/** Without the app among the subscribed ones nothing is sent to anybody. */
function accountCheck(subscribed: GraphAnswer): SetupCheck {
  if (subscribed.kind === 'error') return check('app_subscribed', 'unknown', subscribed.error.detail);
  const read = Subscriptions.safeParse(subscribed.body);
  if (!read.success) return check('app_subscribed', 'unknown');
  return check('app_subscribed', read.data.data.length > 0 ? 'ok' : 'todo');
}

/** People look at it before they answer; one line is enough. */
function profileCheck(profile: GraphAnswer): SetupCheck {
  const read = profile.kind === 'ok' ? Profiles.safeParse(profile.body) : undefined;
  const [shown] = read?.success === true ? read.data.data : [];
  if (shown === undefined) return check('profile', 'unknown');
  const said = [shown.about, shown.description].find((one) => one !== undefined && one.trim() !== '');
  return check('profile', said === undefined ? 'todo' : 'ok', said);
}

/** The number's own address counts before the account's, and that before the app's. */
function webhookCheck({ callbackUrl }: SetupDeps, number: GraphAnswer, subscribed: GraphAnswer): SetupCheck {
  const read = number.kind === 'ok' ? BusinessNumber.safeParse(number.body) : undefined;
  const subscriptions = subscribed.kind === 'ok' ? Subscriptions.safeParse(subscribed.body) : undefined;
  const overrides = subscriptions?.success === true ? subscriptions.data.data : [];
  const configured = read?.success === true ? read.data.webhook_configuration : undefined;
  const found =
    configured?.phone_number ??
    configured?.whatsapp_business_account ??
    overrides.map(({ override_callback_uri: uri }) => uri).find((uri) => uri !== undefined) ??
    configured?.application;
  if (found === undefined) return check('webhook_address', number.kind === 'ok' ? 'todo' : 'unknown');
  // The address holds a secret: whether it is ours is said, and another one only by its host.
  const isOurs = isSameChannel(found, callbackUrl);
  return check('webhook_address', isOurs ? 'ok' : 'failed', hostOf(found));
}

/** With or without the secret at its end. */
function isSameChannel(found: string, ours: string): boolean {
  return found === ours || found === ours.replace(/\/[^/]*$/, '');
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
