/** What there is to know about a gateway: how to ask it, how to read its answers and its calls. Plain data. */
import type { Path } from './paths.ts';
import type { ErrorMeaning, ReceiptMeaning, Table } from './tables.ts';
import type { Template } from './template.ts';

export type Pairs = readonly (readonly [name: string, value: Template])[];

/** JSON whose texts are templates. */
export type JsonTemplate =
  | Template
  | number
  | boolean
  | null
  | readonly JsonTemplate[]
  | { readonly object: readonly (readonly [string, JsonTemplate])[] };

export type BodyTemplate =
  | { readonly kind: 'json'; readonly value: JsonTemplate }
  | { readonly kind: 'form'; readonly pairs: Pairs }
  | { readonly kind: 'query'; readonly pairs: Pairs };

export interface RequestTemplate {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** `https://api.example`: fixed, so that nothing in a message can choose whom we call. */
  readonly origin: string;
  /** Path with an optional query, starting with `/`. */
  readonly path: Template;
  readonly headers: Pairs;
  readonly body: BodyTemplate;
  /** How long the gateway may keep a message, seconds. */
  readonly validity: { readonly min: number; readonly max: number };
  /** Characters; a longer address is left out and the gateway uses the one of the account. */
  readonly longestCallbackUrl: number;
}

export interface AnswerReading {
  /** One entry per part; undefined where the answer itself is the entry. */
  readonly items: Path | undefined;
  /** What says in an entry that it was taken; undefined where the HTTP status says it. */
  readonly success: { readonly path: Path; readonly values: Table<true> } | undefined;
  /** undefined where the gateway gives no id: then ours stands for it. */
  readonly id: Path | undefined;
  /** Looked for in the entry, then in the whole answer; the first that is there counts. */
  readonly errorCodes: readonly Path[];
  readonly errorTexts: readonly Path[];
  readonly errors: Table<ErrorMeaning>;
}

export interface ReceiptReading {
  /** Where the reports stand; undefined where the call itself is one, or an array of them. */
  readonly items: Path | undefined;
  readonly id: Path;
  readonly status: Path;
  readonly time: Path | undefined;
  readonly errorCode: Path | undefined;
  readonly errorText: Path | undefined;
  readonly statuses: Table<ReceiptMeaning>;
  readonly errors: Table<ErrorMeaning>;
}

export interface InboundReading {
  readonly items: Path | undefined;
  readonly id: Path | undefined;
  readonly from: Path;
  readonly to: Path | undefined;
  readonly text: Path;
  readonly time: Path | undefined;
}

/** How a call proves that it comes from the gateway. */
export type SignatureRule =
  /** By the part of the address that only the gateway was told. */
  | { readonly kind: 'secret_path' }
  | { readonly kind: 'token'; readonly where: 'header' | 'query'; readonly name: string }
  | {
      readonly kind: 'hmac';
      readonly hash: 'sha1' | 'sha256';
      readonly header: string;
      readonly encoding: 'hex' | 'base64';
      /** Before the signature in the header, e.g. `sha256=`. */
      readonly prefix: string;
    }
  /** HMAC-SHA1 over the address and the sorted form fields. */
  | { readonly kind: 'twilio' };

export interface GatewayProfile {
  readonly request: RequestTemplate;
  readonly answer: AnswerReading;
  readonly receipts: ReceiptReading | undefined;
  readonly inbound: InboundReading | undefined;
  readonly signature: SignatureRule;
  /** What the gateway wants to hear when everything is stored. */
  readonly reply: { readonly status: number; readonly contentType: string; readonly body: string };
}
