/** People with phones: what they can show, whether they are in reach, and what they write. */
export const ALL_FEATURES = [
  'RICHCARD_STANDALONE',
  'RICHCARD_CAROUSEL',
  'ACTION_CREATE_CALENDAR_EVENT',
  'ACTION_DIAL',
  'ACTION_OPEN_URL',
  'ACTION_SHARE_LOCATION',
  'ACTION_VIEW_LOCATION',
  'REVOCATION',
] as const;

export interface Phone {
  /** Has RCS and is known to the platform. */
  readonly reachable: boolean;
  readonly features: readonly string[];
  /** Switched off: messages wait. */
  online: boolean;
}

export type PhoneSetting = Partial<Phone>;

export class People {
  readonly #phones = new Map<string, Phone>();
  readonly #unknown: 'reachable' | 'unreachable';

  constructor(unknown: 'reachable' | 'unreachable') {
    this.#unknown = unknown;
  }

  set(number: string, { reachable = true, features = ALL_FEATURES, online = true }: PhoneSetting): void {
    this.#phones.set(number, { reachable, features, online });
  }

  get(number: string): Phone {
    let phone = this.#phones.get(number);
    if (phone === undefined) {
      phone = { reachable: this.#unknown === 'reachable', features: ALL_FEATURES, online: true };
      this.#phones.set(number, phone);
    }
    return phone;
  }
}
