/**
 * Error codes: stable, documented (docs/errors.md is generated from them), in
 * both languages. A module defines its own in `errors.ts`; operations return or
 * throw a `Problem`, and only the HTTP server turns it into a response.
 */
export interface Words {
  readonly en: string;
  readonly id: string;
}

export interface ErrorDefinition {
  /** HTTP status the server answers with. */
  readonly status: number;
  /** Whether the same request may succeed later. */
  readonly retry: boolean;
  readonly title: Words;
  /** What the caller can do about it. */
  readonly remedy: Words;
}

export interface ErrorCode extends ErrorDefinition {
  /** `area.name`, e.g. `messages.recipient_invalid`. */
  readonly code: string;
}

export function defineErrors<const Names extends string>(
  area: string,
  definitions: Readonly<Record<Names, ErrorDefinition>>,
): Readonly<Record<Names, ErrorCode>> {
  const entries = Object.entries<ErrorDefinition>(definitions).map(
    ([name, definition]) => [name, { ...definition, code: `${area}.${name}` }] as const,
  );
  return Object.fromEntries(entries) as Record<Names, ErrorCode>;
}

export interface ProblemDetails {
  /** The input field at fault, as the caller wrote it: `to`, `messages[3].text`. */
  readonly field?: string;
  /** One sentence about this very case, in English, without personal data. */
  readonly detail?: string;
  readonly retryAfterSeconds?: number;
  /** Further faults of the same request. */
  readonly errors?: readonly FieldFault[];
}

export interface FieldFault {
  readonly field: string;
  readonly code: string;
  readonly detail: string;
}

/** An expected refusal on its way to the caller. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ErrorCode;
  readonly details: ProblemDetails;
  constructor(code: ErrorCode, details: ProblemDetails = {}) {
    super(details.detail ?? code.title.en);
    this.code = code;
    this.details = details;
  }
}
