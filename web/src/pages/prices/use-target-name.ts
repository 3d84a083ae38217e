import { useChannels } from '../../api/lists.ts';
import type { Price } from '../../contracts/billing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { useOperatorName } from './use-operator-name.ts';

type Target = Pick<Price, 'medium' | 'channel' | 'operator' | 'class' | 'category' | 'inWindow'>;

export interface TargetName {
  /** What tells prices of one medium apart first: the operator, or WhatsApp's category. */
  readonly head: string;
  /** Medium or channel, and window and class where it has them. */
  readonly rest: string;
}

/** What a price is for. */
export function useTargetName(): (price: Target) => TargetName {
  const t = useT();
  const words = t.manage.prices;
  const channels = useChannels().data ?? [];
  const operatorName = useOperatorName();
  return ({ medium, channel, operator, class: messageClass, category, inWindow }) => {
    const name = channel === null ? t.media[medium] : channels.find(({ id }) => id === channel)?.name;
    const categoryName = category === '*' ? words.allCategories : words.categories[category];
    const byCategory = medium === 'whatsapp' && operator === '*';
    const rest = [
      name ?? t.media[medium],
      ...(category === '*' || byCategory ? [] : [categoryName]),
      ...(inWindow ? [words.inWindow] : []),
      ...(messageClass === '*' ? [] : [t.messageClass[messageClass]]),
    ];
    return { head: byCategory ? categoryName : operatorName(operator), rest: rest.join(' · ') };
  };
}
