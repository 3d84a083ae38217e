/** Every route of the product. */
import { type AccountsDeps, accountsRoutes } from '../modules/accounts/index.ts';
import { type BillingDeps, billingRoutes } from '../modules/billing/index.ts';
import { type ContactsDeps, contactsRoutes, transferRoutes } from '../modules/contacts/index.ts';
import { type FilesDeps, filesRoutes } from '../modules/files/index.ts';
import { type GovernanceDeps, governanceRoutes } from '../modules/governance/index.ts';
import { type MessageRoutesDeps, messageRoutes } from '../modules/messages/index.ts';
import { type RegistrationsDeps, registrationsRoutes } from '../modules/registrations/index.ts';
import { type RoutingDeps, routingRoutes } from '../modules/routing/index.ts';
import { type TemplatesDeps, templatesRoutes } from '../modules/templates/index.ts';
import { type TwilioDeps, twilioRoutes } from '../modules/twilio/index.ts';
import { type VerifyDeps, verifyRoutes } from '../modules/verify/index.ts';
import { type WebhooksDeps, webhooksRoutes } from '../modules/webhooks/index.ts';
import type { Route } from '../platform/http-server/route.ts';
import { healthRoutes, type HealthDeps } from './health.ts';

export interface RouteDeps {
  readonly accounts: AccountsDeps;
  readonly routing: RoutingDeps;
  readonly registrations: RegistrationsDeps;
  readonly templates: TemplatesDeps;
  readonly governance: GovernanceDeps;
  readonly billing: BillingDeps;
  readonly contacts: ContactsDeps;
  readonly files: FilesDeps;
  readonly messages: MessageRoutesDeps;
  readonly twilio: TwilioDeps;
  readonly verify: VerifyDeps;
  readonly webhooks: WebhooksDeps;
  readonly health: HealthDeps;
}

export const allRoutes = (deps: RouteDeps): Route[] => [
  ...healthRoutes(deps.health),
  ...accountsRoutes(deps.accounts),
  ...messageRoutes(deps.messages),
  ...routingRoutes(deps.routing),
  ...registrationsRoutes(deps.registrations),
  ...templatesRoutes(deps.templates),
  ...governanceRoutes(deps.governance),
  ...billingRoutes(deps.billing),
  ...transferRoutes(deps.contacts),
  ...contactsRoutes(deps.contacts),
  ...filesRoutes(deps.files),
  ...twilioRoutes(deps.twilio),
  ...verifyRoutes(deps.verify),
  ...webhooksRoutes(deps.webhooks),
];
