import type { Route } from '../../platform/http-server/route.ts';
import { credentialRoutes } from './credentials/routes.ts';
import type { AccountsDeps } from './deps.ts';
import { keyRoutes } from './keys/routes.ts';
import { invitationRoutes } from './people/invitation-routes.ts';
import { memberRoutes, workspaceRoutes } from './people/routes.ts';
import { sessionRoutes } from './sign-in/routes.ts';

/** Every route of accounts, all under /v1. */
export const accountsRoutes = (deps: AccountsDeps): Route[] => [
  ...sessionRoutes(deps),
  ...credentialRoutes(deps),
  ...workspaceRoutes(deps),
  ...memberRoutes(deps),
  ...invitationRoutes(deps),
  ...keyRoutes(deps),
];
