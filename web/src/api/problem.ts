import { z } from 'zod';

/** Why a request didn't do what it should; the server says it in the chosen language. */
export interface ApiProblem {
  /** HTTP status; 0 when nothing answered. */
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly field?: string | undefined;
  readonly remedy?: string | undefined;
  readonly errors: readonly { field: string; code?: string | undefined; detail: string }[];
}

const Body = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  field: z.string().optional(),
  remedy: z.string().optional(),
  errors: z
    .array(z.object({ field: z.string(), code: z.string().optional(), detail: z.string() }))
    .default([]),
});

/** Nothing answered: the screen words it, see `problemWords`. */
export const OFFLINE: ApiProblem = { status: 0, code: 'console.offline', title: '', errors: [] };

/** An answer that isn't the product's own: a proxy's page, a cut connection, another version. */
export const unexpectedAnswer = (status: number, detail: string): ApiProblem => ({
  status,
  code: status === 503 || status === 502 ? 'console.unavailable' : 'console.unexpected_answer',
  title: '',
  detail,
  errors: [],
});

export function readProblem(status: number, body: unknown): ApiProblem {
  const parsed = Body.safeParse(body);
  return parsed.success ? { status, ...parsed.data } : unexpectedAnswer(status, '');
}

export function isApiProblem(error: unknown): error is ApiProblem {
  return (
    typeof error === 'object' && error !== null && 'code' in error && 'errors' in error && 'status' in error
  );
}

/** The fault that belongs to a field of a form, if any. */
export function faultOf(problem: ApiProblem | null | undefined, field: string): string | undefined {
  if (problem === null || problem === undefined) return undefined;
  const own = problem.errors.find((fault) => fault.field === field);
  if (own !== undefined) return own.detail;
  if (problem.field !== field) return undefined;
  return problem.remedy ?? problem.detail ?? problem.title;
}
