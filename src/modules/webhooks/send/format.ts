import type { EgressRequest } from '../../../platform/http-client/contract.ts';
import { signedHeaders } from './signature.ts';

/** A delivery as a format sees it. */
export interface FormattedDelivery {
  readonly workspaceId: string;
  readonly endpointId: string;
  /** `whd_…`, the same for every attempt. */
  readonly id: string;
  readonly type: string;
  readonly payload: string;
}

export interface FormattedTarget {
  readonly url: string;
  readonly keys: readonly Buffer[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How deliveries to a kind of endpoint look on the wire, and what is made of their answers. */
export interface WebhookFormat {
  readonly request: (
    delivery: FormattedDelivery,
    target: FormattedTarget,
  ) => Pick<EgressRequest, 'method' | 'url' | 'headers' | 'body'>;
  /** What a 2xx answer asks for; the delivery counts as made afterwards. When it throws, the delivery is made again. */
  readonly answered?: (
    delivery: FormattedDelivery,
    answer: { readonly contentType: string; readonly body: string },
  ) => Promise<void>;
  /** Delays after failures, milliseconds; the usual ones unless told. */
  readonly schedule?: readonly number[];
  /** Every delivery names its own address: how one of them answers says nothing about the others. */
  readonly manyAddresses?: boolean;
}

/** Standard Webhooks 1.0, for endpoints that people set up. */
export const STANDARD = 'standard';
export const standardFormat: WebhookFormat = {
  request: ({ id, payload }, { url, keys, now }) => ({
    method: 'POST',
    url,
    headers: signedHeaders(id, Math.floor(now / 1_000), payload, keys),
    body: payload,
  }),
};
