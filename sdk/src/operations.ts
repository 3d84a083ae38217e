// Generated from docs/openapi.json by `npm run generate`.

export interface Operations {
  /** The workspace the caller acts in. `GET /v1/workspace` */
  getWorkspace: { response: { id: string; name: string; timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura"; locale: "id" | "en"; trial: boolean; createdAt: string } };
  /** Change name, time zone or language of the workspace. `PATCH /v1/workspace` */
  updateWorkspace: { body: { name?: string; timeZone?: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura"; locale?: "id" | "en" }; response: { id: string; name: string; timeZone: "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura"; locale: "id" | "en"; trial: boolean; createdAt: string } };
  /** Members of the workspace. `GET /v1/members` */
  listMembers: { response: { items: ({ id: string; name: string; email: string; role: "owner" | "admin" | "supervisor" | "agent" | "analyst" | "developer" | "dpo"; status: "active" | "suspended"; totpEnabled: boolean; lastSeenAt: (string) | (null); createdAt: string })[] } };
  /** Change the role of a member, suspend or reactivate them. `PATCH /v1/members/{id}` */
  updateMember: { path: { id: string }; body: { role?: "owner" | "admin" | "supervisor" | "agent" | "analyst" | "developer" | "dpo"; status?: "active" | "suspended" }; response: { id: string; name: string; email: string; role: "owner" | "admin" | "supervisor" | "agent" | "analyst" | "developer" | "dpo"; status: "active" | "suspended"; totpEnabled: boolean; lastSeenAt: (string) | (null); createdAt: string } };
  /** Take a member out of the workspace. `DELETE /v1/members/{id}` */
  removeMember: { path: { id: string }; response: undefined };
  /** Open invitations, newest first. `GET /v1/invitations` */
  listInvitations: { response: { items: ({ id: string; email: string; role: "owner" | "admin" | "supervisor" | "agent" | "analyst" | "developer" | "dpo"; expiresAt: string; createdAt: string })[] } };
  /** Invite somebody; the link is shown this once. `POST /v1/invitations` */
  createInvitation: { body: { email: string; role: "owner" | "admin" | "supervisor" | "agent" | "analyst" | "developer" | "dpo" }; response: { id: string; email: string; role: "owner" | "admin" | "supervisor" | "agent" | "analyst" | "developer" | "dpo"; expiresAt: string; createdAt: string; link: string } };
  /** Revoke an open invitation. `DELETE /v1/invitations/{id}` */
  revokeInvitation: { path: { id: string }; response: undefined };
  /** API keys of the workspace, newest first, with the revoked ones. `GET /v1/keys` */
  listApiKeys: { response: { items: ({ id: string; name: string; mode: "live" | "test"; preview: string; scopes: ("messages:send" | "messages:read" | "messages:cancel" | "messages:redrive" | "messages:erase" | "channels:read" | "channels:write" | "channels:test" | "senders:read" | "senders:write" | "keys:read" | "keys:write" | "members:read" | "members:write" | "workspace:read" | "workspace:write" | "prices:read" | "prices:write" | "billing:read" | "billing:manage" | "optouts:read" | "optouts:write" | "audit:read" | "phone:use" | "webhooks:read" | "webhooks:manage" | "verify:send" | "verify:check" | "verify:read" | "verify:manage")[]; createdAt: string; expiresAt: (string) | (null); lastUsedAt: (string) | (null); revokedAt: (string) | (null) })[] } };
  /** Create an API key; its text is shown this once. `POST /v1/keys` */
  createApiKey: { body: { name: string; mode?: "live" | "test"; scopes?: ("messages:send" | "messages:read" | "messages:cancel" | "messages:redrive" | "messages:erase" | "channels:read" | "channels:write" | "channels:test" | "senders:read" | "senders:write" | "keys:read" | "keys:write" | "members:read" | "members:write" | "workspace:read" | "workspace:write" | "prices:read" | "prices:write" | "billing:read" | "billing:manage" | "optouts:read" | "optouts:write" | "audit:read" | "phone:use" | "webhooks:read" | "webhooks:manage" | "verify:send" | "verify:check" | "verify:read" | "verify:manage")[]; expiresAt?: string }; response: { id: string; name: string; mode: "live" | "test"; preview: string; scopes: ("messages:send" | "messages:read" | "messages:cancel" | "messages:redrive" | "messages:erase" | "channels:read" | "channels:write" | "channels:test" | "senders:read" | "senders:write" | "keys:read" | "keys:write" | "members:read" | "members:write" | "workspace:read" | "workspace:write" | "prices:read" | "prices:write" | "billing:read" | "billing:manage" | "optouts:read" | "optouts:write" | "audit:read" | "phone:use" | "webhooks:read" | "webhooks:manage" | "verify:send" | "verify:check" | "verify:read" | "verify:manage")[]; createdAt: string; expiresAt: (string) | (null); lastUsedAt: (string) | (null); revokedAt: (string) | (null); key: string } };
  /** One API key, without its text. `GET /v1/keys/{id}` */
  getApiKey: { path: { id: string }; response: { id: string; name: string; mode: "live" | "test"; preview: string; scopes: ("messages:send" | "messages:read" | "messages:cancel" | "messages:redrive" | "messages:erase" | "channels:read" | "channels:write" | "channels:test" | "senders:read" | "senders:write" | "keys:read" | "keys:write" | "members:read" | "members:write" | "workspace:read" | "workspace:write" | "prices:read" | "prices:write" | "billing:read" | "billing:manage" | "optouts:read" | "optouts:write" | "audit:read" | "phone:use" | "webhooks:read" | "webhooks:manage" | "verify:send" | "verify:check" | "verify:read" | "verify:manage")[]; createdAt: string; expiresAt: (string) | (null); lastUsedAt: (string) | (null); revokedAt: (string) | (null) } };
  /** Revoke an API key, everywhere within 5 seconds. `DELETE /v1/keys/{id}` */
  revokeApiKey: { path: { id: string }; response: undefined };
  /** Send one message, or up to 1,000. `POST /v1/messages` */
  sendMessages: { query?: { mode?: "each" | "all" }; body: ({ to: string; from?: string; channel?: string; text?: string; template?: { id: string; variables?: Record<string, string> }; class?: "otp" | "transactional" | "conversation" | "marketing"; sendAt?: string; validitySeconds?: number; metadata?: Record<string, string> }) | (({ to: string; from?: string; channel?: string; text?: string; template?: { id: string; variables?: Record<string, string> }; class?: "otp" | "transactional" | "conversation" | "marketing"; sendAt?: string; validitySeconds?: number; metadata?: Record<string, string> })[]); response: ({ id: string; status: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received"; to: string; from: string; channel: string; class: "otp" | "transactional" | "conversation" | "marketing"; operator: string | null; encoding: "GSM-7" | "UCS-2"; segments: number; price: ({ amount: number; currency: string }) | (null); sendAt: (string) | (null); expiresAt: string; createdAt: string }) | ({ accepted: number; refused: number; items: (({ id: string; status: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received"; to: string; from: string; channel: string; class: "otp" | "transactional" | "conversation" | "marketing"; operator: string | null; encoding: "GSM-7" | "UCS-2"; segments: number; price: ({ amount: number; currency: string }) | (null); sendAt: (string) | (null); expiresAt: string; createdAt: string }) | ({ error: { code: string; title: string; field?: string; detail?: string; remedy: string } }))[] }) };
  /** Messages, newest first. `GET /v1/messages` */
  listMessages: { query?: { cursor?: string; limit?: number; direction?: "out" | "in"; status?: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received"; class?: "otp" | "transactional" | "conversation" | "marketing"; channel?: string; phone?: string; from?: string; until?: string }; response: { items: ({ id: string; direction: "out" | "in"; status: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received"; reason: ({ code: string; detail: string | null }) | (null); class: "otp" | "transactional" | "conversation" | "marketing"; channel: { id: string; name: string; type: string }; to: string; from: string; operator: string | null; text: string | null; encoding: "GSM-7" | "UCS-2"; segments: number; price: ({ amount: number; currency: string }) | (null); metadata: Record<string, string>; sendAt: (string) | (null); expiresAt: (string) | (null); createdAt: string; updatedAt: string })[]; next: string | null } };
  /** Numbers of one day. `GET /v1/messages/summary` */
  summariseMessages: { query?: { day?: string }; response: { day: string; timeZone: string; accepted: number; sent: number; delivered: number; read: number; failed: number; expired: number; unknown: number; received: number; waiting: number; deadLetters: number; cost: { amount: number; currency: string }; hours: ({ hour: number; accepted: number; delivered: number; failed: number })[] } };
  /** Segments and price of a text, without sending it. `POST /v1/messages/quote` */
  quoteMessage: { body: { to?: string; text: string; channel?: string }; response: { encoding: "GSM-7" | "UCS-2"; units: number; segments: number; operator: string | null; price: ({ amount: number; currency: string }) | (null) } };
  /** One message with its timeline. `GET /v1/messages/{id}` */
  getMessage: { path: { id: string }; response: { id: string; direction: "out" | "in"; status: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received"; reason: ({ code: string; detail: string | null }) | (null); class: "otp" | "transactional" | "conversation" | "marketing"; channel: { id: string; name: string; type: string }; to: string; from: string; operator: string | null; text: string | null; encoding: "GSM-7" | "UCS-2"; segments: number; price: ({ amount: number; currency: string }) | (null); metadata: Record<string, string>; sendAt: (string) | (null); expiresAt: (string) | (null); createdAt: string; updatedAt: string; timeline: ({ status: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received"; at: string; attempt: number; part: number; reason: ({ code: string; detail: string | null }) | (null); externalId: string | null; trace: (Record<string, string | number | boolean>) | (null) })[]; route?: ({ by: "named" | "route" | "default"; route?: { id: string; name: string }; matched: ("class" | "operator" | "prefix" | "sender" | "medium")[]; strategy: "named" | "ordered" | "cheapest" | "priority"; channel: string; despite?: "unhealthy" | "breaker_open"; skipped: ({ channel: string; why: "disabled" | "deleted" | "unhealthy" | "breaker_open" | "more_expensive" | "test_key" })[]; fallbacks: (string)[] }) | (null) } };
  /** Take back a message that has not left. `POST /v1/messages/{id}/cancel` */
  cancelMessage: { path: { id: string }; body: Record<string, never>; response: { id: string; direction: "out" | "in"; status: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received"; reason: ({ code: string; detail: string | null }) | (null); class: "otp" | "transactional" | "conversation" | "marketing"; channel: { id: string; name: string; type: string }; to: string; from: string; operator: string | null; text: string | null; encoding: "GSM-7" | "UCS-2"; segments: number; price: ({ amount: number; currency: string }) | (null); metadata: Record<string, string>; sendAt: (string) | (null); expiresAt: (string) | (null); createdAt: string; updatedAt: string } };
  /** Messages that were given up on. `GET /v1/dead-letters` */
  listDeadLetters: { query?: { cursor?: string; limit?: number }; response: { items: ({ message: { id: string; direction: "out" | "in"; status: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received"; reason: ({ code: string; detail: string | null }) | (null); class: "otp" | "transactional" | "conversation" | "marketing"; channel: { id: string; name: string; type: string }; to: string; from: string; operator: string | null; text: string | null; encoding: "GSM-7" | "UCS-2"; segments: number; price: ({ amount: number; currency: string }) | (null); metadata: Record<string, string>; sendAt: (string) | (null); expiresAt: (string) | (null); createdAt: string; updatedAt: string }; code: string; detail: string | null; attempts: number; at: string })[]; next: string | null } };
  /** Send dead letters again. `POST /v1/dead-letters/redrive` */
  redriveDeadLetters: { body: { ids: (string)[] }; response: { redriven: number } };
  /** Send up to 10,000 dead letters of a filter again. `POST /v1/dead-letters/redrive-matching` */
  redriveMatchingDeadLetters: { body: { code?: string; channel?: string; since?: string; until?: string }; response: { redriven: number; kept: number; more: boolean } };
  /** How messages flow through the channels right now. `GET /v1/pipeline` */
  getPipeline: { response: { at: string; channels: ({ id: string; name: string; type: string; enabled: boolean; state: "connecting" | "up" | "degraded" | "down" | "stopped"; code: string | null; breaker: ("closed" | "half_open" | "open") | (null); pace: ({ now: number; configured: number }) | (null); lanes: ({ class: "otp" | "transactional" | "conversation" | "marketing"; waiting: number; more: boolean; oldestSeconds: (number) | (null) })[]; inFlight: number; unrecorded: number; sentPerSecond: number; rates: (number)[]; errors: ({ status: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received"; code: string | null; messages: number })[]; receipts: ({ sampled: number; missing: number; missingSince: (string) | (null); at: string }) | (null) })[]; errorsCapped: boolean; deadLetters: number } };
  /** Send a test message through a channel. `POST /v1/channels/{id}/test` */
  testChannel: { path: { id: string }; body: { to: string; text?: string }; response: { id: string; status: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received"; to: string; from: string; channel: string; class: "otp" | "transactional" | "conversation" | "marketing"; operator: string | null; encoding: "GSM-7" | "UCS-2"; segments: number; price: ({ amount: number; currency: string }) | (null); sendAt: (string) | (null); expiresAt: string; createdAt: string } };
  /** Conversations on the virtual phone. `GET /v1/phone/threads` */
  listPhoneThreads: { response: { items: ({ phone: string; lastAt: string; lastText: string | null })[] } };
  /** One conversation on the virtual phone. `GET /v1/phone/threads/{phone}` */
  listPhoneMessages: { path: { phone: string }; response: { items: ({ id: string; direction: "out" | "in"; text: string; sender: string; at: string; status: "accepted" | "held" | "queued" | "sending" | "unknown" | "sent" | "canceled" | "expired" | "failed" | "delivered" | "read" | "received" })[] } };
  /** Answer from the virtual phone. `POST /v1/phone/replies` */
  replyFromPhone: { body: { phone: string; to: string; text: string }; response: Record<string, never> };
  /** Give a receipt from the virtual phone. `POST /v1/phone/receipts` */
  giveReceipt: { body: { messageId: string; status: "delivered" | "read" | "failed" }; response: Record<string, never> };
  /** Server-sent events: what happens in the workspace, as it happens. `GET /v1/live` */
  watchLive: { query?: { workspace?: string }; response: undefined };
  /** Channel types and the form of their settings. `GET /v1/channel-types` */
  listChannelTypes: { response: { items: ({ type: string; name: { id: string; en: string }; summary: { id: string; en: string }; medium: "sms" | "whatsapp" | "rcs" | "email" | "webchat"; address: "phone" | "email" | "opaque"; schema: Record<string, unknown>; fields: ({ name: string; label: { id: string; en: string }; help?: { id: string; en: string }; input: "text" | "multiline" | "password" | "number" | "switch" | "select"; options?: ({ value: string; label: { id: string; en: string } })[]; group: "connection" | "credentials" | "encoding" | "receipts" | "pace" | "advanced"; unit?: string; shownWhen?: { field: string; is: (string)[] }; requiredWhen?: { field: string; is: (string)[] }; secret: boolean; required: boolean; default?: string | number | boolean })[]; capabilities: { text: boolean; maxTextLength: number; inbound: boolean; receipts: ("delivered" | "read")[]; segments: boolean } })[] } };
  /** Channels with their health. `GET /v1/channels` */
  listChannels: { response: { items: ({ id: string; type: string; name: string; enabled: boolean; settings: Record<string, string | number | boolean>; secretsSet: (string)[]; callbackUrl: string | null; health: { state: "connecting" | "up" | "degraded" | "down" | "stopped"; code?: string; detail?: string; since: string }; priority: number; createdAt: string; updatedAt: string })[] } };
  /** Add a channel. `POST /v1/channels` */
  createChannel: { body: { type: string; name: string; settings?: Record<string, string | number | boolean>; enabled?: boolean; priority?: number }; response: { id: string; type: string; name: string; enabled: boolean; settings: Record<string, string | number | boolean>; secretsSet: (string)[]; callbackUrl: string | null; health: { state: "connecting" | "up" | "degraded" | "down" | "stopped"; code?: string; detail?: string; since: string }; priority: number; createdAt: string; updatedAt: string } };
  /** One channel. `GET /v1/channels/{id}` */
  getChannel: { path: { id: string }; response: { id: string; type: string; name: string; enabled: boolean; settings: Record<string, string | number | boolean>; secretsSet: (string)[]; callbackUrl: string | null; health: { state: "connecting" | "up" | "degraded" | "down" | "stopped"; code?: string; detail?: string; since: string }; priority: number; createdAt: string; updatedAt: string } };
  /** Change a channel; settings are merged. `PATCH /v1/channels/{id}` */
  updateChannel: { path: { id: string }; body: { name?: string; settings?: Record<string, string | number | boolean>; enabled?: boolean; priority?: number }; response: { id: string; type: string; name: string; enabled: boolean; settings: Record<string, string | number | boolean>; secretsSet: (string)[]; callbackUrl: string | null; health: { state: "connecting" | "up" | "degraded" | "down" | "stopped"; code?: string; detail?: string; since: string }; priority: number; createdAt: string; updatedAt: string } };
  /** Delete a channel and its secrets. `DELETE /v1/channels/{id}` */
  deleteChannel: { path: { id: string }; response: undefined };
  /** Senders with their registration per operator. `GET /v1/senders` */
  listSenders: { response: { items: ({ id: string; address: string; kind: "alphanumeric" | "long_number" | "short_code"; medium: "sms" | "whatsapp" | "rcs" | "email" | "webchat"; isDefault: boolean; registrations: ({ operator: "telkomsel" | "ioh" | "xlsmart"; status: "not_started" | "submitted" | "approved" | "rejected" | "expired"; reference: string | null; note: string | null; expiresAt: (string) | (null); updatedAt: string })[]; createdAt: string })[] } };
  /** Add a sender. `POST /v1/senders` */
  createSender: { body: { address: string; isDefault?: boolean }; response: { id: string; address: string; kind: "alphanumeric" | "long_number" | "short_code"; medium: "sms" | "whatsapp" | "rcs" | "email" | "webchat"; isDefault: boolean; registrations: ({ operator: "telkomsel" | "ioh" | "xlsmart"; status: "not_started" | "submitted" | "approved" | "rejected" | "expired"; reference: string | null; note: string | null; expiresAt: (string) | (null); updatedAt: string })[]; createdAt: string } };
  /** Make a sender the default. `PATCH /v1/senders/{id}` */
  updateSender: { path: { id: string }; body: { isDefault?: true }; response: { id: string; address: string; kind: "alphanumeric" | "long_number" | "short_code"; medium: "sms" | "whatsapp" | "rcs" | "email" | "webchat"; isDefault: boolean; registrations: ({ operator: "telkomsel" | "ioh" | "xlsmart"; status: "not_started" | "submitted" | "approved" | "rejected" | "expired"; reference: string | null; note: string | null; expiresAt: (string) | (null); updatedAt: string })[]; createdAt: string } };
  /** Delete a sender. `DELETE /v1/senders/{id}` */
  deleteSender: { path: { id: string }; response: undefined };
  /** Record how far an operator is with a sender. `PUT /v1/senders/{id}/registrations/{operator}` */
  updateSenderRegistration: { path: { id: string; operator: "telkomsel" | "ioh" | "xlsmart" }; body: { status: "not_started" | "submitted" | "approved" | "rejected" | "expired"; reference?: (string) | (null); note?: (string) | (null); expiresAt?: (string) | (null) }; response: { id: string; address: string; kind: "alphanumeric" | "long_number" | "short_code"; medium: "sms" | "whatsapp" | "rcs" | "email" | "webchat"; isDefault: boolean; registrations: ({ operator: "telkomsel" | "ioh" | "xlsmart"; status: "not_started" | "submitted" | "approved" | "rejected" | "expired"; reference: string | null; note: string | null; expiresAt: (string) | (null); updatedAt: string })[]; createdAt: string } };
  /** Routes in the order they are asked. `GET /v1/routes` */
  listRoutes: { response: { items: ({ id: string; position: number; name: string; enabled: boolean; when: { classes: ("otp" | "transactional" | "conversation" | "marketing")[]; operators: ("telkomsel" | "ioh" | "xlsmart" | "others")[]; prefixes: (string)[]; senders: (string)[]; medium: ("sms" | "whatsapp" | "rcs" | "email" | "webchat") | (null) }; to: { strategy: "ordered" | "cheapest"; channels: (string)[] }; fallback: { on: ("permanent_error" | "retries_exhausted" | "breaker_open")[]; missingReceiptSeconds: ((0) | (number)) | (null); resendUnknown: boolean | null }; createdAt: string; updatedAt: string })[]; otherwise: { fallback: boolean } } };
  /** Add a route after all others. `POST /v1/routes` */
  createRoute: { body: { name: string; enabled?: boolean; when?: { classes?: ("otp" | "transactional" | "conversation" | "marketing")[]; operators?: ("telkomsel" | "ioh" | "xlsmart" | "others")[]; prefixes?: (string)[]; senders?: (string)[]; medium?: ("sms" | "whatsapp" | "rcs" | "email" | "webchat") | (null) }; to: { strategy?: "ordered" | "cheapest"; channels: (string)[] }; fallback?: { on?: ("permanent_error" | "retries_exhausted" | "breaker_open")[]; missingReceiptSeconds?: ((0) | (number)) | (null); resendUnknown?: boolean | null } }; response: { id: string; position: number; name: string; enabled: boolean; when: { classes: ("otp" | "transactional" | "conversation" | "marketing")[]; operators: ("telkomsel" | "ioh" | "xlsmart" | "others")[]; prefixes: (string)[]; senders: (string)[]; medium: ("sms" | "whatsapp" | "rcs" | "email" | "webchat") | (null) }; to: { strategy: "ordered" | "cheapest"; channels: (string)[] }; fallback: { on: ("permanent_error" | "retries_exhausted" | "breaker_open")[]; missingReceiptSeconds: ((0) | (number)) | (null); resendUnknown: boolean | null }; createdAt: string; updatedAt: string } };
  /** Put all routes in a new order. `PUT /v1/routes/order` */
  orderRoutes: { body: { ids: (string)[] }; response: { items: ({ id: string; position: number; name: string; enabled: boolean; when: { classes: ("otp" | "transactional" | "conversation" | "marketing")[]; operators: ("telkomsel" | "ioh" | "xlsmart" | "others")[]; prefixes: (string)[]; senders: (string)[]; medium: ("sms" | "whatsapp" | "rcs" | "email" | "webchat") | (null) }; to: { strategy: "ordered" | "cheapest"; channels: (string)[] }; fallback: { on: ("permanent_error" | "retries_exhausted" | "breaker_open")[]; missingReceiptSeconds: ((0) | (number)) | (null); resendUnknown: boolean | null }; createdAt: string; updatedAt: string })[]; otherwise: { fallback: boolean } } };
  /** What happens when no route matches. `PUT /v1/routes/default` */
  updateRouteDefault: { body: { fallback: boolean }; response: { fallback: boolean } };
  /** Where a message would go, and why. `POST /v1/routes/explain` */
  explainRoute: { body: { to: string; from?: string; channel?: string; class?: "otp" | "transactional" | "conversation" | "marketing" }; response: { to: string; operator: ("telkomsel" | "ioh" | "xlsmart") | (null); channel: { id: string; name: string; price: ({ amount: number; currency: string }) | (null) }; sender: { id: string; address: string }; fallbacks: ({ id: string; name: string; price: ({ amount: number; currency: string }) | (null) })[]; skipped: ({ channel: { id: string; name: string }; why: "disabled" | "deleted" | "unhealthy" | "breaker_open" | "more_expensive" | "test_key"; words: { id: string; en: string } })[]; policy: { fallbackOn: ("permanent_error" | "retries_exhausted" | "breaker_open")[]; missingReceiptSeconds: (number) | (null); resendUnknown: boolean }; reason: { by: "named" | "route" | "default"; route?: { id: string; name: string }; matched: ("class" | "operator" | "prefix" | "sender" | "medium")[]; strategy: "named" | "ordered" | "cheapest" | "priority"; channel: string; despite?: "unhealthy" | "breaker_open"; skipped: ({ channel: string; why: "disabled" | "deleted" | "unhealthy" | "breaker_open" | "more_expensive" | "test_key" })[]; fallbacks: (string)[] } } };
  /** Change a route; parts that are given replace the stored ones. `PATCH /v1/routes/{id}` */
  updateRoute: { path: { id: string }; body: { name?: string; enabled?: boolean; when?: { classes?: ("otp" | "transactional" | "conversation" | "marketing")[]; operators?: ("telkomsel" | "ioh" | "xlsmart" | "others")[]; prefixes?: (string)[]; senders?: (string)[]; medium?: ("sms" | "whatsapp" | "rcs" | "email" | "webchat") | (null) }; to?: { strategy?: "ordered" | "cheapest"; channels: (string)[] }; fallback?: { on?: ("permanent_error" | "retries_exhausted" | "breaker_open")[]; missingReceiptSeconds?: ((0) | (number)) | (null); resendUnknown?: boolean | null } }; response: { id: string; position: number; name: string; enabled: boolean; when: { classes: ("otp" | "transactional" | "conversation" | "marketing")[]; operators: ("telkomsel" | "ioh" | "xlsmart" | "others")[]; prefixes: (string)[]; senders: (string)[]; medium: ("sms" | "whatsapp" | "rcs" | "email" | "webchat") | (null) }; to: { strategy: "ordered" | "cheapest"; channels: (string)[] }; fallback: { on: ("permanent_error" | "retries_exhausted" | "breaker_open")[]; missingReceiptSeconds: ((0) | (number)) | (null); resendUnknown: boolean | null }; createdAt: string; updatedAt: string } };
  /** Delete a route. `DELETE /v1/routes/{id}` */
  deleteRoute: { path: { id: string }; response: undefined };
  /** People who asked not to be written to. `GET /v1/opt-outs` */
  listOptOuts: { query?: { cursor?: string; limit?: number; phone?: string }; response: { items: ({ address: string; source: "keyword" | "member" | "api"; keyword: string | null; at: string })[]; next: string | null } };
  /** Record that somebody does not want to be written to. `POST /v1/opt-outs` */
  createOptOut: { body: { phone: string }; response: { address: string; source: "keyword" | "member" | "api"; keyword: string | null; at: string } };
  /** Lift an opt-out at the person's request. `DELETE /v1/opt-outs/{phone}` */
  deleteOptOut: { path: { phone: string }; response: undefined };
  /** Who changed what. `GET /v1/audit` */
  listAudit: { query?: { cursor?: string; limit?: number }; response: { items: ({ sequence: number; at: string; actor: { kind: "member" | "key" | "system" | "contact"; id: string }; action: string; resource: string; data: Record<string, unknown>; hash: string })[]; next: string | null } };
  /** Recompute the audit chain. `GET /v1/audit/check` */
  checkAudit: { response: { entries: number; intact: boolean; firstBroken: (number) | (null) } };
  /** Prices per segment, by medium, channel, operator, class and day. `GET /v1/prices` */
  listPrices: { response: { items: ({ id: string; medium: "sms" | "whatsapp" | "rcs" | "email" | "webchat"; channel: string | null; operator: string; class: "otp" | "transactional" | "conversation" | "marketing" | "*"; amount: number; currency: string; chargeOn: "sent" | "delivered"; validFrom: string })[] } };
  /** Set a price from a moment on. `POST /v1/prices` */
  createPrice: { body: { medium: "sms" | "whatsapp" | "rcs" | "email" | "webchat"; channel?: (string) | (null); operator: "telkomsel" | "ioh" | "xlsmart" | "*"; class?: "otp" | "transactional" | "conversation" | "marketing" | "*"; amount: number; currency?: string; chargeOn?: "sent" | "delivered"; validFrom?: string }; response: { id: string; medium: "sms" | "whatsapp" | "rcs" | "email" | "webchat"; channel: string | null; operator: string; class: "otp" | "transactional" | "conversation" | "marketing" | "*"; amount: number; currency: string; chargeOn: "sent" | "delivered"; validFrom: string } };
  /** What so many segments would cost, and which price says so. `GET /v1/prices/quote` */
  quotePrice: { query?: { medium?: "sms" | "whatsapp" | "rcs" | "email" | "webchat"; channel?: string; operator?: "telkomsel" | "ioh" | "xlsmart" | "*"; class?: "otp" | "transactional" | "conversation" | "marketing" | "*"; segments?: number; at?: string }; response: { total: ({ amount: number; currency: string }) | (null); price: ({ id: string; medium: "sms" | "whatsapp" | "rcs" | "email" | "webchat"; channel: string | null; operator: string; class: "otp" | "transactional" | "conversation" | "marketing" | "*"; amount: number; currency: string; chargeOn: "sent" | "delivered"; validFrom: string }) | (null); at: string } };
  /** How the workspace pays, and its balances. `GET /v1/billing` */
  getBilling: { response: { mode: "prepaid" | "postpaid"; balances: ({ currency: string; available: number; reserved: number; spent: number; owed: number; funded: number; trialCredit: number; creditLimit: (number) | (null); spendable: (number) | (null); lowBelow: (number) | (null); lowSince: (string) | (null) })[] } };
  /** Prepaid or postpaid, credit limit, and when to tell of a low balance. `PUT /v1/billing` */
  updateBilling: { body: { mode: "prepaid" | "postpaid"; currency?: string; creditLimit?: (number) | (null); lowBelow?: (number) | (null) }; response: { mode: "prepaid" | "postpaid"; balances: ({ currency: string; available: number; reserved: number; spent: number; owed: number; funded: number; trialCredit: number; creditLimit: (number) | (null); spendable: (number) | (null); lowBelow: (number) | (null); lowSince: (string) | (null) })[] } };
  /** Book money that came in; the same reference or Idempotency-Key is booked once. `POST /v1/billing/top-ups` */
  createTopUp: { body: { amount: number; currency?: string; reference: string; note?: string }; response: { id: string; at: string; kind: "top_up" | "trial_credit" | "reserve" | "settle" | "release"; currency: string; hour: (string) | (null); messages: number; changes: { available: number; reserved: number; spent: number; funding: number; trial: number; credit: number }; reference: string | null; note: string | null; actor: string | null } };
  /** Give a trial workspace credit for trying out. `POST /v1/billing/trial-credits` */
  createTrialCredit: { body: { amount: number; currency?: string; note?: string }; response: { id: string; at: string; kind: "top_up" | "trial_credit" | "reserve" | "settle" | "release"; currency: string; hour: (string) | (null); messages: number; changes: { available: number; reserved: number; spent: number; funding: number; trial: number; credit: number }; reference: string | null; note: string | null; actor: string | null } };
  /** Every movement of money, newest first. `GET /v1/billing/ledger` */
  listLedger: { query?: { cursor?: string; limit?: number; currency?: string; kind?: "top_up" | "trial_credit" | "reserve" | "settle" | "release" }; response: { items: ({ id: string; at: string; kind: "top_up" | "trial_credit" | "reserve" | "settle" | "release"; currency: string; hour: (string) | (null); messages: number; changes: { available: number; reserved: number; spent: number; funding: number; trial: number; credit: number }; reference: string | null; note: string | null; actor: string | null })[]; next: string | null } };
  /** What was charged, by day, channel and operator. `GET /v1/billing/statement` */
  getStatement: { query: { from: string; to: string; by?: string }; response: { from: string; to: string; timeZone: string; totals: ({ currency: string; messages: number; amount: number })[]; rows: ({ day: (string) | (null); medium: ("sms" | "whatsapp" | "rcs" | "email" | "webchat") | (null); channel: ({ id: string; name: string }) | (null); operator: string | null; class: string | null; currency: string; messages: number; amount: number })[] } };
  /** The statement as CSV. `GET /v1/billing/statement.csv` */
  exportStatement: { query: { from: string; to: string; by?: string; separator?: "semicolon" | "comma" }; response: undefined };
  /** Credentials for programs written for Twilio, newest first. `GET /v1/twilio/accounts` */
  listTwilioAccounts: { response: { items: ({ accountSid: string; name: string; mode: "live" | "test"; createdAt: string })[] } };
  /** Create an Account SID and an Auth Token, which is shown this once. `POST /v1/twilio/accounts` */
  createTwilioAccount: { body: { name: string; mode?: "live" | "test" }; response: { accountSid: string; name: string; mode: "live" | "test"; createdAt: string; authToken: string } };
  /** Revoke an Account SID and its Auth Token, everywhere within 5 seconds. `DELETE /v1/twilio/accounts/{sid}` */
  revokeTwilioAccount: { path: { sid: string }; response: undefined };
  /** Send somebody a code. `POST /v1/verifications` */
  startVerification: { body: { service: string; to: string; purpose?: string; channel?: "sms" | "auto" | "email" | "whatsapp"; ip?: (string) | (string) }; response: { id: string; service: string; status: "pending" | "approved" | "expired" | "canceled" | "replaced" | "burned" | "not_sent"; to: string; purpose: string; channel: string; operator: string | null; message: string | null; sender: string | null; sends: number; wrongChecks: number; checksLeft: number; cost: { amount: number; currency: string }; createdAt: string; sentAt: string; expiresAt: string; endedAt: (string) | (null) } };
  /** Verifications, newest first. `GET /v1/verifications` */
  listVerifications: { query?: { cursor?: string; limit?: number; phone?: string; status?: "pending" | "approved" | "expired" | "canceled" | "replaced" | "burned" | "not_sent" }; response: { items: ({ id: string; service: string; status: "pending" | "approved" | "expired" | "canceled" | "replaced" | "burned" | "not_sent"; to: string; purpose: string; channel: string; operator: string | null; message: string | null; sender: string | null; sends: number; wrongChecks: number; checksLeft: number; cost: { amount: number; currency: string }; createdAt: string; sentAt: string; expiresAt: string; endedAt: (string) | (null) })[]; next: string | null } };
  /** Whether a code is the right one for a number. `POST /v1/verifications/check` */
  checkVerificationByNumber: { body: { service: string; to: string; purpose?: string; code: string }; response: { valid: boolean } };
  /** How a verification stands. `GET /v1/verifications/{id}` */
  getVerification: { path: { id: string }; response: { id: string; service: string; status: "pending" | "approved" | "expired" | "canceled" | "replaced" | "burned" | "not_sent"; to: string; purpose: string; channel: string; operator: string | null; message: string | null; sender: string | null; sends: number; wrongChecks: number; checksLeft: number; cost: { amount: number; currency: string }; createdAt: string; sentAt: string; expiresAt: string; endedAt: (string) | (null) } };
  /** Whether a code is the right one. `POST /v1/verifications/{id}/check` */
  checkVerification: { path: { id: string }; body: { code: string }; response: { valid: boolean } };
  /** Send another code; the one before is dead. `POST /v1/verifications/{id}/resend` */
  resendVerification: { path: { id: string }; body: { channel?: "sms" | "auto" | "email" | "whatsapp"; ip?: (string) | (string) }; response: { id: string; service: string; status: "pending" | "approved" | "expired" | "canceled" | "replaced" | "burned" | "not_sent"; to: string; purpose: string; channel: string; operator: string | null; message: string | null; sender: string | null; sends: number; wrongChecks: number; checksLeft: number; cost: { amount: number; currency: string }; createdAt: string; sentAt: string; expiresAt: string; endedAt: (string) | (null) } };
  /** End a verification. `POST /v1/verifications/{id}/cancel` */
  cancelVerification: { path: { id: string }; body: Record<string, never>; response: { id: string; service: string; status: "pending" | "approved" | "expired" | "canceled" | "replaced" | "burned" | "not_sent"; to: string; purpose: string; channel: string; operator: string | null; message: string | null; sender: string | null; sends: number; wrongChecks: number; checksLeft: number; cost: { amount: number; currency: string }; createdAt: string; sentAt: string; expiresAt: string; endedAt: (string) | (null) } };
  /** What codes are sent for, in whose name and within which limits. `GET /v1/verify/services` */
  listVerifyServices: { response: { items: ({ id: string; name: string; brand: string; locale: "id" | "en"; codeLength: number; ttlSeconds: number; purposes: ({ name: string; label: string })[]; channels: ("sms")[]; sender: (string) | (null); appHash: (string) | (null); autofillDomain: (string) | (null); countries: (string)[]; clientIp: "given" | "connection"; limits: { numberGapSeconds: number; numberHour: number; numberDay: number; ipHour: number; subnetHour: number; prefixHour: number; workspaceHour: number; spendHour: number }; guard: "monitor" | "standard" | "max"; wrongChecks: number; guessOdds: number; sampleText: string; createdAt: string; updatedAt: string })[] } };
  /** Add a verification service. `POST /v1/verify/services` */
  createVerifyService: { body: { name: string; brand: string; locale?: "id" | "en"; codeLength?: number; ttlSeconds?: number; purposes?: ({ name: string; label: string })[]; channels?: ("sms")[]; sender?: (string) | (null); appHash?: (string) | (null); autofillDomain?: (string) | (null); countries?: (string)[]; clientIp?: "given" | "connection"; limits?: { numberGapSeconds?: number; numberHour?: number; numberDay?: number; ipHour?: number; subnetHour?: number; prefixHour?: number; workspaceHour?: number; spendHour?: number }; guard?: "monitor" | "standard" | "max" }; response: { id: string; name: string; brand: string; locale: "id" | "en"; codeLength: number; ttlSeconds: number; purposes: ({ name: string; label: string })[]; channels: ("sms")[]; sender: (string) | (null); appHash: (string) | (null); autofillDomain: (string) | (null); countries: (string)[]; clientIp: "given" | "connection"; limits: { numberGapSeconds: number; numberHour: number; numberDay: number; ipHour: number; subnetHour: number; prefixHour: number; workspaceHour: number; spendHour: number }; guard: "monitor" | "standard" | "max"; wrongChecks: number; guessOdds: number; sampleText: string; createdAt: string; updatedAt: string } };
  /** One verification service. `GET /v1/verify/services/{id}` */
  getVerifyService: { path: { id: string }; response: { id: string; name: string; brand: string; locale: "id" | "en"; codeLength: number; ttlSeconds: number; purposes: ({ name: string; label: string })[]; channels: ("sms")[]; sender: (string) | (null); appHash: (string) | (null); autofillDomain: (string) | (null); countries: (string)[]; clientIp: "given" | "connection"; limits: { numberGapSeconds: number; numberHour: number; numberDay: number; ipHour: number; subnetHour: number; prefixHour: number; workspaceHour: number; spendHour: number }; guard: "monitor" | "standard" | "max"; wrongChecks: number; guessOdds: number; sampleText: string; createdAt: string; updatedAt: string } };
  /** Change a verification service. `PATCH /v1/verify/services/{id}` */
  updateVerifyService: { path: { id: string }; body: { name?: string; brand?: string; locale?: "id" | "en"; codeLength?: number; ttlSeconds?: number; purposes?: ({ name: string; label: string })[]; channels?: ("sms")[]; sender?: (string) | (null); appHash?: (string) | (null); autofillDomain?: (string) | (null); countries?: (string)[]; clientIp?: "given" | "connection"; limits?: { numberGapSeconds?: number; numberHour?: number; numberDay?: number; ipHour?: number; subnetHour?: number; prefixHour?: number; workspaceHour?: number; spendHour?: number }; guard?: "monitor" | "standard" | "max" }; response: { id: string; name: string; brand: string; locale: "id" | "en"; codeLength: number; ttlSeconds: number; purposes: ({ name: string; label: string })[]; channels: ("sms")[]; sender: (string) | (null); appHash: (string) | (null); autofillDomain: (string) | (null); countries: (string)[]; clientIp: "given" | "connection"; limits: { numberGapSeconds: number; numberHour: number; numberDay: number; ipHour: number; subnetHour: number; prefixHour: number; workspaceHour: number; spendHour: number }; guard: "monitor" | "standard" | "max"; wrongChecks: number; guessOdds: number; sampleText: string; createdAt: string; updatedAt: string } };
  /** Delete a verification service. `DELETE /v1/verify/services/{id}` */
  deleteVerifyService: { path: { id: string }; response: undefined };
  /** What would have happened under other limits. `POST /v1/verify/services/{id}/replay` */
  replayVerifyLimits: { path: { id: string }; body: { days?: number; limits: { numberGapSeconds?: number; numberHour?: number; numberDay?: number; ipHour?: number; subnetHour?: number; prefixHour?: number; workspaceHour?: number; spendHour?: number } }; response: { attempts: number; from: (string) | (null); until: (string) | (null); sent: number; stopped: number; stoppedVerified: number; saved: { amount: number; currency: string }; byLimit: ({ limit: string; stopped: number })[] } };
  /** How many codes are entered, how fast, and at what cost. `GET /v1/verify/insight` */
  getVerifyInsight: { query?: { days?: number; service?: string }; response: { from: string; until: string; total: { name: string; sent: number; verified: number; limited: number; blocked: number; conversion: number | null; medianSeconds: number | null; cost: { amount: number; currency: string }; costPerVerified: ({ amount: number; currency: string }) | (null) }; operators: ({ name: string; sent: number; verified: number; limited: number; blocked: number; conversion: number | null; medianSeconds: number | null; cost: { amount: number; currency: string }; costPerVerified: ({ amount: number; currency: string }) | (null) })[]; channels: ({ name: string; sent: number; verified: number; limited: number; blocked: number; conversion: number | null; medianSeconds: number | null; cost: { amount: number; currency: string }; costPerVerified: ({ amount: number; currency: string }) | (null) })[]; senders: ({ name: string; sent: number; verified: number; limited: number; blocked: number; conversion: number | null; medianSeconds: number | null; cost: { amount: number; currency: string }; costPerVerified: ({ amount: number; currency: string }) | (null) })[]; hours: ({ name: string; sent: number; verified: number; limited: number; blocked: number; conversion: number | null; medianSeconds: number | null; cost: { amount: number; currency: string }; costPerVerified: ({ amount: number; currency: string }) | (null) })[] } };
  /** What the fraud guard stopped, and why. `GET /v1/verify/blocks` */
  listVerifyBlocks: { query?: { cursor?: string; limit?: number }; response: { items: ({ id: string; scope: "workspace" | "prefix" | "range"; subject: string; reason: "low_conversion" | "sequential_numbers" | "burst" | "spreading"; evidence: Record<string, number>; enforced: boolean; state: "active" | "lifted" | "over"; hits: number; createdAt: string; expiresAt: string; liftedAt: (string) | (null); liftedBy: string | null })[]; next: string | null } };
  /** Lift a block: these customers are real. `POST /v1/verify/blocks/{id}/lift` */
  liftVerifyBlock: { path: { id: string }; body: Record<string, never>; response: { id: string; scope: "workspace" | "prefix" | "range"; subject: string; reason: "low_conversion" | "sequential_numbers" | "burst" | "spreading"; evidence: Record<string, number>; enforced: boolean; state: "active" | "lifted" | "over"; hits: number; createdAt: string; expiresAt: string; liftedAt: (string) | (null); liftedBy: string | null } };
  /** Forgive a number its wrong codes. `POST /v1/verify/numbers/unlock` */
  unlockVerifyNumber: { body: { to: string }; response: undefined };
  /** Authenticator apps of one of your customers. `GET /v1/verify/factors` */
  listVerifyFactors: { query: { entity: string }; response: { items: ({ id: string; service: string; entity: string; label: string; status: "unverified" | "verified"; createdAt: string })[] } };
  /** A secret for somebody's authenticator app. `POST /v1/verify/factors` */
  createVerifyFactor: { body: { service: string; entity: string; label: string }; response: { id: string; service: string; entity: string; label: string; status: "unverified" | "verified"; createdAt: string; secret: string; uri: string } };
  /** The first right code turns a factor on. `POST /v1/verify/factors/{id}/verify` */
  verifyFactor: { path: { id: string }; body: { code: string }; response: { valid: boolean } };
  /** Whether a code of an authenticator app is right and new. `POST /v1/verify/factors/{id}/challenge` */
  challengeFactor: { path: { id: string }; body: { code: string }; response: { valid: boolean } };
  /** Delete a factor. `DELETE /v1/verify/factors/{id}` */
  deleteVerifyFactor: { path: { id: string }; response: undefined };
  /** Endpoints that hear of events, with their health. `GET /v1/webhook-endpoints` */
  listWebhookEndpoints: { response: { items: ({ id: string; url: string; description: string; types: ("message.received" | "message.status_changed" | "channel.health_changed" | "channel.receipts_missing" | "channel.receipts_back" | "dead_letters.growing" | "billing.low_balance")[]; enabled: boolean; disabledReason: ("gone" | "failing") | (null); health: "unused" | "working" | "failing" | "disabled"; failingSince: (string) | (null); lastSuccessAt: (string) | (null); lastFailureAt: (string) | (null); lastError: string | null; oldSecretUntil: (string) | (null); createdAt: string })[] } };
  /** Add an endpoint; its secret is shown this once. `POST /v1/webhook-endpoints` */
  createWebhookEndpoint: { body: { url: string; description?: string; types: ("message.received" | "message.status_changed" | "channel.health_changed" | "channel.receipts_missing" | "channel.receipts_back" | "dead_letters.growing" | "billing.low_balance")[]; enabled?: boolean }; response: { id: string; url: string; description: string; types: ("message.received" | "message.status_changed" | "channel.health_changed" | "channel.receipts_missing" | "channel.receipts_back" | "dead_letters.growing" | "billing.low_balance")[]; enabled: boolean; disabledReason: ("gone" | "failing") | (null); health: "unused" | "working" | "failing" | "disabled"; failingSince: (string) | (null); lastSuccessAt: (string) | (null); lastFailureAt: (string) | (null); lastError: string | null; oldSecretUntil: (string) | (null); createdAt: string; secret: string } };
  /** One endpoint. `GET /v1/webhook-endpoints/{id}` */
  getWebhookEndpoint: { path: { id: string }; response: { id: string; url: string; description: string; types: ("message.received" | "message.status_changed" | "channel.health_changed" | "channel.receipts_missing" | "channel.receipts_back" | "dead_letters.growing" | "billing.low_balance")[]; enabled: boolean; disabledReason: ("gone" | "failing") | (null); health: "unused" | "working" | "failing" | "disabled"; failingSince: (string) | (null); lastSuccessAt: (string) | (null); lastFailureAt: (string) | (null); lastError: string | null; oldSecretUntil: (string) | (null); createdAt: string } };
  /** Change an endpoint, switch it on or off. `PATCH /v1/webhook-endpoints/{id}` */
  updateWebhookEndpoint: { path: { id: string }; body: { url?: string; description?: string; types?: ("message.received" | "message.status_changed" | "channel.health_changed" | "channel.receipts_missing" | "channel.receipts_back" | "dead_letters.growing" | "billing.low_balance")[]; enabled?: boolean }; response: { id: string; url: string; description: string; types: ("message.received" | "message.status_changed" | "channel.health_changed" | "channel.receipts_missing" | "channel.receipts_back" | "dead_letters.growing" | "billing.low_balance")[]; enabled: boolean; disabledReason: ("gone" | "failing") | (null); health: "unused" | "working" | "failing" | "disabled"; failingSince: (string) | (null); lastSuccessAt: (string) | (null); lastFailureAt: (string) | (null); lastError: string | null; oldSecretUntil: (string) | (null); createdAt: string } };
  /** Delete an endpoint and what waits for it. `DELETE /v1/webhook-endpoints/{id}` */
  deleteWebhookEndpoint: { path: { id: string }; response: undefined };
  /** Make a new secret; the old one signs for 24 more hours. `POST /v1/webhook-endpoints/{id}/rotate-secret` */
  rotateWebhookSecret: { path: { id: string }; body: Record<string, never>; response: { id: string; url: string; description: string; types: ("message.received" | "message.status_changed" | "channel.health_changed" | "channel.receipts_missing" | "channel.receipts_back" | "dead_letters.growing" | "billing.low_balance")[]; enabled: boolean; disabledReason: ("gone" | "failing") | (null); health: "unused" | "working" | "failing" | "disabled"; failingSince: (string) | (null); lastSuccessAt: (string) | (null); lastFailureAt: (string) | (null); lastError: string | null; oldSecretUntil: (string) | (null); createdAt: string; secret: string } };
  /** Send a webhook.test. `POST /v1/webhook-endpoints/{id}/test` */
  testWebhookEndpoint: { path: { id: string }; body: Record<string, never>; response: { id: string; type: string; status: "pending" | "delivered" | "failed"; attempts: ({ number: number; at: string; durationMs: number; status: (number) | (null); error: string | null; response: string | null })[]; createdAt: string; finishedAt: (string) | (null); nextAttemptAt: (string) | (null); payload: string } };
  /** What was and will be delivered, newest first. `GET /v1/webhook-endpoints/{id}/deliveries` */
  listWebhookDeliveries: { path: { id: string }; query?: { cursor?: string; limit?: number; status?: "pending" | "delivered" | "failed" }; response: { items: ({ id: string; type: string; status: "pending" | "delivered" | "failed"; attempts: ({ number: number; at: string; durationMs: number; status: (number) | (null); error: string | null; response: string | null })[]; createdAt: string; finishedAt: (string) | (null); nextAttemptAt: (string) | (null); payload: string })[]; next: string | null } };
  /** One delivery with its attempts. `GET /v1/webhook-endpoints/{id}/deliveries/{delivery}` */
  getWebhookDelivery: { path: { id: string; delivery: string }; response: { id: string; type: string; status: "pending" | "delivered" | "failed"; attempts: ({ number: number; at: string; durationMs: number; status: (number) | (null); error: string | null; response: string | null })[]; createdAt: string; finishedAt: (string) | (null); nextAttemptAt: (string) | (null); payload: string } };
  /** Deliver again. `POST /v1/webhook-endpoints/{id}/replay` */
  replayWebhookDeliveries: { path: { id: string }; body: ({ ids: (string)[] }) | ({ failedSince: string }); response: { queued: number } };
}

/** Method and path of each operation. */
export const OPERATIONS: Readonly<Record<keyof Operations, readonly [method: string, path: string]>> = {
  getWorkspace: ['GET', '/v1/workspace'],
  updateWorkspace: ['PATCH', '/v1/workspace'],
  listMembers: ['GET', '/v1/members'],
  updateMember: ['PATCH', '/v1/members/{id}'],
  removeMember: ['DELETE', '/v1/members/{id}'],
  listInvitations: ['GET', '/v1/invitations'],
  createInvitation: ['POST', '/v1/invitations'],
  revokeInvitation: ['DELETE', '/v1/invitations/{id}'],
  listApiKeys: ['GET', '/v1/keys'],
  createApiKey: ['POST', '/v1/keys'],
  getApiKey: ['GET', '/v1/keys/{id}'],
  revokeApiKey: ['DELETE', '/v1/keys/{id}'],
  sendMessages: ['POST', '/v1/messages'],
  listMessages: ['GET', '/v1/messages'],
  summariseMessages: ['GET', '/v1/messages/summary'],
  quoteMessage: ['POST', '/v1/messages/quote'],
  getMessage: ['GET', '/v1/messages/{id}'],
  cancelMessage: ['POST', '/v1/messages/{id}/cancel'],
  listDeadLetters: ['GET', '/v1/dead-letters'],
  redriveDeadLetters: ['POST', '/v1/dead-letters/redrive'],
  redriveMatchingDeadLetters: ['POST', '/v1/dead-letters/redrive-matching'],
  getPipeline: ['GET', '/v1/pipeline'],
  testChannel: ['POST', '/v1/channels/{id}/test'],
  listPhoneThreads: ['GET', '/v1/phone/threads'],
  listPhoneMessages: ['GET', '/v1/phone/threads/{phone}'],
  replyFromPhone: ['POST', '/v1/phone/replies'],
  giveReceipt: ['POST', '/v1/phone/receipts'],
  watchLive: ['GET', '/v1/live'],
  listChannelTypes: ['GET', '/v1/channel-types'],
  listChannels: ['GET', '/v1/channels'],
  createChannel: ['POST', '/v1/channels'],
  getChannel: ['GET', '/v1/channels/{id}'],
  updateChannel: ['PATCH', '/v1/channels/{id}'],
  deleteChannel: ['DELETE', '/v1/channels/{id}'],
  listSenders: ['GET', '/v1/senders'],
  createSender: ['POST', '/v1/senders'],
  updateSender: ['PATCH', '/v1/senders/{id}'],
  deleteSender: ['DELETE', '/v1/senders/{id}'],
  updateSenderRegistration: ['PUT', '/v1/senders/{id}/registrations/{operator}'],
  listRoutes: ['GET', '/v1/routes'],
  createRoute: ['POST', '/v1/routes'],
  orderRoutes: ['PUT', '/v1/routes/order'],
  updateRouteDefault: ['PUT', '/v1/routes/default'],
  explainRoute: ['POST', '/v1/routes/explain'],
  updateRoute: ['PATCH', '/v1/routes/{id}'],
  deleteRoute: ['DELETE', '/v1/routes/{id}'],
  listOptOuts: ['GET', '/v1/opt-outs'],
  createOptOut: ['POST', '/v1/opt-outs'],
  deleteOptOut: ['DELETE', '/v1/opt-outs/{phone}'],
  listAudit: ['GET', '/v1/audit'],
  checkAudit: ['GET', '/v1/audit/check'],
  listPrices: ['GET', '/v1/prices'],
  createPrice: ['POST', '/v1/prices'],
  quotePrice: ['GET', '/v1/prices/quote'],
  getBilling: ['GET', '/v1/billing'],
  updateBilling: ['PUT', '/v1/billing'],
  createTopUp: ['POST', '/v1/billing/top-ups'],
  createTrialCredit: ['POST', '/v1/billing/trial-credits'],
  listLedger: ['GET', '/v1/billing/ledger'],
  getStatement: ['GET', '/v1/billing/statement'],
  exportStatement: ['GET', '/v1/billing/statement.csv'],
  listTwilioAccounts: ['GET', '/v1/twilio/accounts'],
  createTwilioAccount: ['POST', '/v1/twilio/accounts'],
  revokeTwilioAccount: ['DELETE', '/v1/twilio/accounts/{sid}'],
  startVerification: ['POST', '/v1/verifications'],
  listVerifications: ['GET', '/v1/verifications'],
  checkVerificationByNumber: ['POST', '/v1/verifications/check'],
  getVerification: ['GET', '/v1/verifications/{id}'],
  checkVerification: ['POST', '/v1/verifications/{id}/check'],
  resendVerification: ['POST', '/v1/verifications/{id}/resend'],
  cancelVerification: ['POST', '/v1/verifications/{id}/cancel'],
  listVerifyServices: ['GET', '/v1/verify/services'],
  createVerifyService: ['POST', '/v1/verify/services'],
  getVerifyService: ['GET', '/v1/verify/services/{id}'],
  updateVerifyService: ['PATCH', '/v1/verify/services/{id}'],
  deleteVerifyService: ['DELETE', '/v1/verify/services/{id}'],
  replayVerifyLimits: ['POST', '/v1/verify/services/{id}/replay'],
  getVerifyInsight: ['GET', '/v1/verify/insight'],
  listVerifyBlocks: ['GET', '/v1/verify/blocks'],
  liftVerifyBlock: ['POST', '/v1/verify/blocks/{id}/lift'],
  unlockVerifyNumber: ['POST', '/v1/verify/numbers/unlock'],
  listVerifyFactors: ['GET', '/v1/verify/factors'],
  createVerifyFactor: ['POST', '/v1/verify/factors'],
  verifyFactor: ['POST', '/v1/verify/factors/{id}/verify'],
  challengeFactor: ['POST', '/v1/verify/factors/{id}/challenge'],
  deleteVerifyFactor: ['DELETE', '/v1/verify/factors/{id}'],
  listWebhookEndpoints: ['GET', '/v1/webhook-endpoints'],
  createWebhookEndpoint: ['POST', '/v1/webhook-endpoints'],
  getWebhookEndpoint: ['GET', '/v1/webhook-endpoints/{id}'],
  updateWebhookEndpoint: ['PATCH', '/v1/webhook-endpoints/{id}'],
  deleteWebhookEndpoint: ['DELETE', '/v1/webhook-endpoints/{id}'],
  rotateWebhookSecret: ['POST', '/v1/webhook-endpoints/{id}/rotate-secret'],
  testWebhookEndpoint: ['POST', '/v1/webhook-endpoints/{id}/test'],
  listWebhookDeliveries: ['GET', '/v1/webhook-endpoints/{id}/deliveries'],
  getWebhookDelivery: ['GET', '/v1/webhook-endpoints/{id}/deliveries/{delivery}'],
  replayWebhookDeliveries: ['POST', '/v1/webhook-endpoints/{id}/replay'],
};
