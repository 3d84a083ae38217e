import type { id } from './id/index.ts';

/** Indonesian is written first; English must answer every key with the same parameters, or it doesn't compile. */
export type Dictionary = typeof id;
