import type { Dictionary } from '../dictionary.ts';

export const messages: Dictionary['messages'] = {
  title: 'Messages',
};
