import type { Dictionary } from '../../dictionary.ts';

/** For how long people may be written to freely on channels that have such a limit. */
export const window: Dictionary['messages']['window'] = {
  title: 'Reply window',
  open: (hours, minutes) =>
    `May be answered freely for ${[hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : ''].filter((part) => part !== '').join(' ')}`,
  until: (moment) => `(until ${moment}).`,
  closed: (moment) => `Closed since ${moment}.`,
  never: 'Has not written to this channel yet.',
  instead: 'Send an approved template; anything else is refused.',
};
