import type { Route } from '../../platform/http-server/route.ts';
import type { AccountsDeps } from './deps.ts';
import { keyRoutes } from './keys/routes.ts';

/** Every route of accounts, all under /v1. */
export const accountsRoutes = (deps: AccountsDeps): Route[] => [...keyRoutes(deps)];
