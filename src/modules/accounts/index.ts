/** The door of accounts: people, workspaces, sessions, API keys, and who may do what. */
export type { Actor } from './actor.ts';
export { type AuthCache, type AuthCacheDeps, createAuthCache } from './auth-cache.ts';
export { type Action, type Resource, can } from './can.ts';
export type { Permission, Role } from './contract.ts';
export type { AccountsDeps } from './deps.ts';
export { accountsErrors } from './errors.ts';
export { type AccountsEvent, type AccountsEventType, actorRef } from './events.ts';
export { type GuardDeps, createGuard } from './guard.ts';
export { createApiKey } from './keys/create-api-key.ts';
export { requireWorkspace } from './require-workspace.ts';
export { accountsRoutes } from './routes.ts';
export { addMember, type NewMember } from './people/add-member.ts';
export { createUserAccount, type NewUserAccount } from './people/create-user-account.ts';
export { createWorkspace, type NewWorkspace } from './people/create-workspace.ts';
export { createLoginLink } from './sessions/create-login-link.ts';
export { findWorkspace } from './people/find-workspace.ts';
export { hasWorkspaces } from './people/has-workspaces.ts';
