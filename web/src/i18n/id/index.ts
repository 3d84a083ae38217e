import { account } from './account.ts';
import { billing } from './billing.ts';
import { contactTransfer } from './contact-transfer.ts';
import { contacts } from './contacts.ts';
import { content } from './messages/content.ts';
import { channels } from './channels.ts';
import { govern } from './govern.ts';
import { home } from './home.ts';
import { keys } from './keys.ts';
import { manage } from './manage.ts';
import { members } from './members.ts';
import { senders } from './senders.ts';
import { caseFile } from './case-file.ts';
import { templates } from './templates.ts';
import { routes } from './routes.ts';
import { common } from './common.ts';
import { messages } from './messages/messages.ts';
import { phone } from './messages/phone.ts';
import { pipeline } from './pipeline.ts';
import { problems, shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { verify } from './verify.ts';
import { webhooks } from './webhooks.ts';
import { media, messageClass, operators, roles, status } from './words.ts';

/** Bahasa Indonesia, the first language. */
export const id = {
  common,
  contactTransfer,
  account,
  billing,
  channels,
  contacts,
  content,
  govern,
  home,
  keys,
  manage,
  members,
  senders,
  caseFile,
  templates,
  media,
  messageClass,
  messages,
  operators,
  phone,
  pipeline,
  problems,
  roles,
  routes,
  shell,
  signIn,
  status,
  verify,
  webhooks,
};
