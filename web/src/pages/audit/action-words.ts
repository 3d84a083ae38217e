import type { Dictionary } from '../../i18n/dictionary.ts';

type Actions = Dictionary['govern']['audit']['actions'];

const isKnown = (action: string, actions: Actions): action is keyof Actions & string =>
  Object.hasOwn(actions, action);

/** What happened, in words; an action of an older or newer version shows its name. */
export const wordAction = (action: string, t: Dictionary): string => {
  const { actions } = t.govern.audit;
  return isKnown(action, actions) ? actions[action] : action;
};
