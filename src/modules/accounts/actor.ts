import type { ApiKeyMode, Permission, Role } from './contract.ts';
import type { z } from 'zod';

/** Somebody acting in one workspace. Ids are UUIDs. */
export type Actor =
  | {
      readonly kind: 'member';
      readonly workspaceId: string;
      readonly memberId: string;
      readonly userId: string;
      readonly sessionId: string;
      readonly role: Role;
    }
  | {
      readonly kind: 'key';
      readonly workspaceId: string;
      readonly keyId: string;
      readonly mode: z.infer<typeof ApiKeyMode>;
      readonly scopes: ReadonlySet<Permission>;
    }
  /** Signed in, but in no workspace yet (or none was named): may only see and change itself. */
  | { readonly kind: 'user'; readonly userId: string; readonly sessionId: string }
  | { readonly kind: 'system'; readonly workspaceId: string; readonly name: string };
