/** Every error code the product can answer with; docs/errors.md is generated from this list. */
import { accountsErrors } from '../modules/accounts/index.ts';
import { billingErrors } from '../modules/billing/index.ts';
import { filesErrors } from '../modules/files/index.ts';
import { contactsErrors, transferErrors } from '../modules/contacts/index.ts';
import { governanceErrors } from '../modules/governance/index.ts';
import { messagesErrors } from '../modules/messages/index.ts';
import { registrationsErrors } from '../modules/registrations/index.ts';
import { routingErrors } from '../modules/routing/index.ts';
import { templatesErrors } from '../modules/templates/index.ts';
import { twilioErrors } from '../modules/twilio/index.ts';
import { verifyErrors } from '../modules/verify/index.ts';
import { webhooksErrors } from '../modules/webhooks/index.ts';
import { requestErrors } from '../platform/http-server/errors.ts';
import type { ErrorCode } from '../platform/problem.ts';

export const allErrors: readonly ErrorCode[] = [
  requestErrors,
  accountsErrors,
  routingErrors,
  governanceErrors,
  contactsErrors,
  transferErrors,
  billingErrors,
  filesErrors,
  messagesErrors,
  templatesErrors,
  registrationsErrors,
  twilioErrors,
  verifyErrors,
  webhooksErrors,
].flatMap((errors): ErrorCode[] => Object.values(errors));
