/**
 * Request and response shapes of accounts. The console imports this file, so it
 * holds nothing but zod and plain data.
 */
import { z } from 'zod';

export const ROLES = ['owner', 'admin', 'supervisor', 'agent', 'analyst', 'developer', 'dpo'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** What an actor may do; also the scopes of API keys. */
export const PERMISSIONS = [
  'messages:send',
  'messages:read',
  'messages:cancel',
  'messages:redrive',
  'messages:erase',
  'channels:read',
  'channels:write',
  'channels:test',
  'senders:read',
  'senders:write',
  'templates:read',
  'templates:write',
  'keys:read',
  'keys:write',
  'members:read',
  'members:write',
  'workspace:read',
  'workspace:write',
  'prices:read',
  'prices:write',
  'billing:read',
  'billing:manage',
  'contacts:read',
  'contacts:write',
  'contacts:manage',
  'contacts:delete',
  'contacts:numbers',
  'contacts:reveal',
  'contacts:import',
  'contacts:export',
  'files:read',
  'files:write',
  'optouts:read',
  'optouts:write',
  'audit:read',
  'phone:use',
  'webhooks:read',
  'webhooks:manage',
  'verify:send',
  'verify:check',
  'verify:read',
  'verify:manage',
] as const;
export const Permission = z.enum(PERMISSIONS);
export type Permission = z.infer<typeof Permission>;

export const TimeZone = z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']);
export const Locale = z.enum(['id', 'en']);
const Email = z
  .email()
  .max(254)
  .transform((email) => email.trim().toLowerCase());
const Timestamp = z.iso.datetime();

export const Workspace = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: TimeZone,
  locale: Locale,
  /** A trial has the sandbox channel and the virtual phone. */
  trial: z.boolean(),
  createdAt: Timestamp,
});
export type Workspace = z.infer<typeof Workspace>;
export const UpdateWorkspace = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  timeZone: TimeZone.optional(),
  locale: Locale.optional(),
});

/** Who I am: the first thing the console asks. */
export const Session = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    totpEnabled: z.boolean(),
    passkeys: z.number().int(),
  }),
  memberships: z.array(
    z.object({ memberId: z.string(), role: Role, permissions: z.array(Permission), workspace: Workspace }),
  ),
});
export type Session = z.infer<typeof Session>;

export const SignIn = z.strictObject({ email: Email, password: z.string().min(1).max(256) });
/** `totp_required`: the password was right, a code is still needed at `/v1/session/totp`. */
export const SignInResult = z.object({ status: z.enum(['signed_in', 'totp_required']) });
export const SignInTotp = z.strictObject({ code: z.string().regex(/^[0-9]{6}$|^[0-9a-z]{4}-[0-9a-z]{4}$/) });
export const SignInLink = z.strictObject({ token: z.string().min(20).max(200) });

export const SetPassword = z.strictObject({
  currentPassword: z.string().max(256).optional(),
  newPassword: z.string().min(10).max(256),
});
/** Shown once, before the code is confirmed. */
export const TotpSetup = z.object({ secret: z.string(), uri: z.string() });
export const ConfirmTotp = z.strictObject({ code: z.string().regex(/^[0-9]{6}$/) });
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
export const Passkey = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
});

/** Proof that it is still the same person, where signing in was longer than 15 minutes ago. */
export const Reauthenticate = z.strictObject({ currentPassword: z.string().max(256).optional() });
/** What `navigator.credentials.create` and `.get` take, as JSON (WebAuthn level 3, section 5.1). */
export const PasskeyOptions = z.looseObject({ challenge: z.string() });
const Base64Url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(20_000);
/** What `navigator.credentials.get` gave, as JSON. */
export const PasskeyAssertion = z.object({
  id: Base64Url.max(1400),
  rawId: Base64Url.max(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    userHandle: z.string().max(100).nullish(),
  }),
});
/** What `navigator.credentials.create` gave, as JSON, and a name to tell it from others. */
export const CreatePasskey = z.strictObject({
  name: z.string().trim().min(1).max(80),
  credential: z.object({
    id: Base64Url.max(1400),
    rawId: Base64Url.max(1400),
    type: z.literal('public-key'),
    response: z.object({
      clientDataJSON: Base64Url,
      attestationObject: Base64Url,
      transports: z.array(z.string().max(20)).max(10).optional(),
    }),
  }),
});

export const ApiKeyMode = z.enum(['live', 'test']);
export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  mode: ApiKeyMode,
  /** `tt_live_AbCd…`: enough to recognise it, not to use it. */
  preview: z.string(),
  scopes: z.array(Permission),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
  lastUsedAt: Timestamp.nullable(),
  revokedAt: Timestamp.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const CreateApiKey = z.strictObject({
  name: z.string().trim().min(1).max(80),
  mode: ApiKeyMode.default('live'),
  scopes: z.array(Permission).min(1).default(['messages:send', 'messages:read', 'messages:cancel']),
  expiresAt: z.iso.datetime().optional(),
});
/** `key` is shown this once. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const Member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  status: z.enum(['active', 'suspended']),
  totpEnabled: z.boolean(),
  lastSeenAt: Timestamp.nullable(),
  createdAt: Timestamp,
});
export type Member = z.infer<typeof Member>;
export const UpdateMember = z.strictObject({
  role: Role.optional(),
  status: z.enum(['active', 'suspended']).optional(),
});
export const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: Role,
  expiresAt: Timestamp,
  createdAt: Timestamp,
});
export type Invitation = z.infer<typeof Invitation>;
export const CreateInvitation = z.strictObject({ email: Email, role: Role });
/** `link` is shown this once; whoever opens it joins with the invited address. */
export const CreatedInvitation = Invitation.extend({ link: z.string() });
export const AcceptInvitation = z.strictObject({
  token: z.string().min(20).max(200),
  name: z.string().trim().min(1).max(80),
  password: z.string().min(10).max(256),
});

export const list = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) });
