import type { Identity } from '../../../channels/channel.ts';

/** Where a person can be reached. */
export interface Address {
  readonly kind: Identity['kind'];
  readonly address: string;
}
