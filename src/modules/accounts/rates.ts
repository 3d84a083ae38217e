import type { RatePolicy } from '../../platform/http-server/route.ts';

/** Changes that people make by hand. */
export const ADMIN_RATE: RatePolicy = { name: 'admin', limit: 60, windowSeconds: 60 };
/** Per address, since nobody is signed in yet; an office behind one address still gets in. */
export const SIGN_IN_RATE: RatePolicy = { name: 'sign-in', limit: 60, windowSeconds: 60 };
