import type { Problem } from '../problem.ts';

/** Somebody else's API that some routes speak, so that programs written for it run here: their bodies and refusals have its forms. */
export interface Dialect {
  /** Whether an address belongs to it, also where no route is: what is not there is refused in its words too. */
  readonly owns: (path: string) => boolean;
  /** Bytes of a body as the route's schema takes them. Throws a Problem when they are no such thing. */
  readonly readBody: (bytes: Buffer) => unknown;
  /** A refusal as its clients read it. */
  readonly refuse: (problem: Problem) => Refusal;
}

export interface Refusal {
  readonly status: number;
  readonly contentType: string;
  /** Plain JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}
