/** What the simulated Meta knows: one business with one account, its numbers, templates, files and the people. */
import { createHash, randomBytes } from 'node:crypto';

export interface GraphOptions {
  readonly port?: number;
  readonly token?: string;
  readonly appSecret?: string;
  readonly verifyToken?: string;
  readonly appId?: string;
  readonly wabaId?: string;
  readonly phoneNumberId?: string;
  /** Digits only. */
  readonly displayPhoneNumber?: string;
  /** The app's own webhook address; numbers and accounts may have others. */
  readonly callbackUrl?: string;
  /** Where an address is really reached, for servers that do not listen at their public address. */
  readonly reach?: (url: string) => string;
  /** How long each answer takes; those of Meta take 100 to 400 ms. */
  readonly answerMs?: number;
  /** Messages per second and number: 80, or 1000 once raised. */
  readonly mps?: number;
  /** One message per 6 s for the same person, 45 at once. */
  readonly pairRate?: boolean;
  /** Free text only within 24 hours after the person wrote. */
  readonly window?: boolean;
  /** Refuses outside the window at once instead of with a later status. */
  readonly windowAtOnce?: boolean;
  /** People outside the window per 24 hours and portfolio. */
  readonly tier?: number;
  /** 250 for businesses that are not verified. */
  readonly mostTemplates?: number;
  readonly reviewMs?: number;
  /** Milliseconds after a message was taken; no `read` when left out. */
  readonly statuses?: { readonly sent: number; readonly delivered: number; readonly read?: number } | 'none';
  /** Version of webhooks: from v24 on without `conversation`. */
  readonly webhookVersion?: string;
  /** Waits before a webhook that was not answered with 200 is brought again. */
  readonly retryMs?: readonly number[];
  readonly now?: () => number;
  /** Keeps what was taken, for tests; benches do without. */
  readonly record?: boolean;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  category: string;
  components: readonly Record<string, unknown>[];
  status: string;
  reason: string;
  readonly editedAt: number[];
}

export interface Taken {
  readonly id: string;
  readonly phoneNumberId: string;
  /** Digits, or the user id. */
  readonly to: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly at: number;
}

export interface Media {
  readonly id: string;
  readonly mime: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** A person with WhatsApp. */
export interface Person {
  readonly waId: string;
  userId: string;
  name: string;
  /** Not on WhatsApp: messages come back with 131026. */
  onWhatsApp: boolean;
  /** Has a user name and shows no number. */
  hidesNumber: boolean;
  wantsMarketing: boolean;
  lastWroteAt: number | undefined;
}

export interface BusinessNumber {
  readonly id: string;
  readonly display: string;
  registered: boolean;
  verified: boolean;
  pin: string | undefined;
  code: string | undefined;
  quality: string;
  callbackUrl: string | undefined;
  profile: Record<string, unknown>;
}

export interface Second {
  /** Seconds since the epoch. */
  readonly second: number;
  taken: number;
  refused: number;
}

export type Settings = Required<Omit<GraphOptions, 'callbackUrl' | 'reach'>> &
  Pick<GraphOptions, 'callbackUrl' | 'reach'>;

export interface GraphState {
  readonly settings: Settings;
  tokenGood: boolean;
  readonly numbers: Map<string, BusinessNumber>;
  readonly templates: Map<string, Template>;
  readonly media: Map<string, Media>;
  readonly people: Map<string, Person>;
  readonly taken: Taken[];
  readonly counts: { requests: number; taken: number; refused: number; webhooks: number };
  /** What became of messages in each second of the clock in which any came. */
  readonly seconds: Second[];
  callbackUrl: string | undefined;
  accountCallbackUrl: string | undefined;
  subscribed: boolean;
}

const DEFAULTS = {
  port: 0,
  token: 'EAAJ-token',
  appSecret: 'app-secret',
  verifyToken: 'verify-me',
  appId: '670843887433847',
  wabaId: '102290129340398',
  phoneNumberId: '106540352242922',
  displayPhoneNumber: '622150001000',
  answerMs: 0,
  mps: 80,
  pairRate: true,
  window: true,
  windowAtOnce: false,
  tier: 250,
  mostTemplates: 250,
  reviewMs: 20,
  statuses: { sent: 5, delivered: 10 },
  webhookVersion: 'v25.0',
  retryMs: [50, 200, 1_000, 5_000, 30_000],
  now: () => Date.now(),
  record: true,
} as const;

export function createState(options: GraphOptions): GraphState {
  const settings: Settings = { ...DEFAULTS, ...options };
  const number: BusinessNumber = {
    id: settings.phoneNumberId,
    display: settings.displayPhoneNumber,
    registered: true,
    verified: true,
    pin: undefined,
    code: undefined,
    quality: 'GREEN',
    callbackUrl: undefined,
    profile: {},
  };
  return {
    settings,
    tokenGood: true,
    numbers: new Map([[number.id, number]]),
    templates: new Map(),
    media: new Map(),
    people: new Map(),
    taken: [],
    counts: { requests: 0, taken: 0, refused: 0, webhooks: 0 },
    seconds: [],
    callbackUrl: settings.callbackUrl,
    accountCallbackUrl: undefined,
    subscribed: true,
  };
}

/** Counts a message that was answered now. */
export function countAnswer({ counts, seconds, settings }: GraphState, what: 'taken' | 'refused'): void {
  const second = Math.floor(settings.now() / 1000);
  let last = seconds.at(-1);
  if (last?.second !== second) seconds.push((last = { second, taken: 0, refused: 0 }));
  last[what] += 1;
  counts[what] += 1;
}

/** Whoever is written to exists; a user id stays the same for the same number. */
export function personOf(state: GraphState, waId: string): Person {
  const known = state.people.get(waId);
  if (known !== undefined) return known;
  const person: Person = {
    waId,
    userId: `ID.${createHash('sha256').update(`${state.settings.wabaId} ${waId}`).digest('hex').slice(0, 16)}`,
    name: `Orang ${waId.slice(-4)}`,
    onWhatsApp: true,
    hidesNumber: false,
    wantsMarketing: true,
    lastWroteAt: undefined,
  };
  state.people.set(waId, person);
  return person;
}

export function personByUserId(state: GraphState, userId: string): Person | undefined {
  return [...state.people.values()].find((person) => person.userId === userId);
}

export const newWamid = (): string => `wamid.${randomBytes(30).toString('base64')}`;
export const newGraphId = (): string => String(randomBytes(6).readUIntBE(0, 6) + 10 ** 15);
