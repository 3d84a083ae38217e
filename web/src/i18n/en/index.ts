import type { Dictionary } from '../dictionary.ts';
import { common } from './common.ts';
import { messages } from './messages.ts';
import { phone } from './phone.ts';
import { problems, shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { media, messageClass, operators, roles, status } from './words.ts';

/** English, as complete as Indonesian. */
export const en: Dictionary = {
  common,
  media,
  messageClass,
  messages,
  operators,
  phone,
  problems,
  roles,
  shell,
  signIn,
  status,
};
