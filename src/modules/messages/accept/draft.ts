import type { Charge, PriceLists } from '../../billing/index.ts';
import type { MessageRoute, RoutingTable } from '../../routing/index.ts';
import type { Facts } from '../content/gather-facts.ts';
import type { UsedTemplate } from '../content/ready-template.ts';
import type { Rich } from '../content/rich.ts';
import type { MessageClass } from '../contract.ts';

/** A message that may leave as far as it alone can tell; the policy gate still has to agree. */
export interface Draft {
  readonly to: string;
  readonly operator: string | null;
  readonly route: MessageRoute;
  readonly class: MessageClass;
  /** The text, or what `rich` says in plain words. */
  readonly text: string;
  /** Null for a plain text. */
  readonly rich: Rich | null;
  /** What the text and the content were made from. */
  readonly template: UsedTemplate | null;
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly segments: number;
  readonly price: Charge | null;
  /** The price while the person may be written to freely, where it is another one. */
  readonly priceInWindow: Charge | null | undefined;
  readonly metadata: Readonly<Record<string, string>> | undefined;
  /** Milliseconds; null means now. */
  readonly sendAt: number | null;
  readonly expiresAt: number;
}

export interface DraftContext {
  readonly now: number;
  readonly table: RoutingTable;
  readonly prices: Awaited<ReturnType<PriceLists['of']>>;
  /** A `tt_test_` key: nothing may leave through a real provider. */
  readonly sandboxOnly: boolean;
  readonly facts: Facts;
}
