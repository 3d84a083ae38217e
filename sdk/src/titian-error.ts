interface Problem {
  readonly code?: unknown;
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly field?: unknown;
  readonly remedy?: unknown;
  readonly retryable?: unknown;
  readonly requestId?: unknown;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** An answer that is not a success, or none at all. The codes are listed in docs/errors.md. */
export class TitianError extends Error {
  override readonly name = 'TitianError';
  /** Stable, e.g. `messages.recipient_invalid`; `network` when there was no answer. */
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** Which part of the request it is about. */
  readonly field: string | undefined;
  /** What to do about it. */
  readonly remedy: string | undefined;
  readonly retryable: boolean;
  /** What the server asks to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Names the request in the server's log. */
  readonly requestId: string | undefined;

  private constructor(
    message: string,
    fields: Omit<TitianError, 'name' | 'message' | 'stack' | 'cause'>,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.code = fields.code;
    this.status = fields.status;
    this.field = fields.field;
    this.remedy = fields.remedy;
    this.retryable = fields.retryable;
    this.retryAfterMs = fields.retryAfterMs;
    this.requestId = fields.requestId;
  }

  static ofNetwork(cause: unknown): TitianError {
    const fields = { code: 'network', status: 0, retryable: true };
    const none = { field: undefined, remedy: undefined, retryAfterMs: undefined, requestId: undefined };
    return new TitianError('Titian did not answer', { ...fields, ...none }, cause);
  }

  static ofAnswer(response: Response, text: string): TitianError {
    const problem = problemOf(text);
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    const title = textOf(problem.title) ?? `HTTP ${response.status}`;
    const detail = textOf(problem.detail);
    return new TitianError(detail === undefined ? title : `${title}: ${detail}`, {
      code: textOf(problem.code) ?? 'http',
      status: response.status,
      field: textOf(problem.field),
      remedy: textOf(problem.remedy),
      retryable: response.status === 429 || response.status === 503,
      retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
      requestId: textOf(problem.requestId),
    });
  }
}

function problemOf(text: string): Problem {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
