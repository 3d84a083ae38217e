import type { Dictionary } from '../dictionary.ts';

export const phone: Dictionary['phone'] = {
  title: 'Virtual phone',
};
