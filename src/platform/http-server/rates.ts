import type { RatePolicy } from './route.ts';

/** Looking at things: one budget per caller for these modules together, because they count under one name. */
export const READ_RATE: RatePolicy = { name: 'read', limit: 1200, windowSeconds: 60 };
