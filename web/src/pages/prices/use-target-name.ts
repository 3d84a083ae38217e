import { useChannels } from '../../api/lists.ts';
import type { Price } from '../../contracts/billing.ts';
import { useT } from '../../i18n/I18n.tsx';

type Target = Pick<Price, 'medium' | 'channel' | 'class' | 'category' | 'inWindow'>;

/** What a price is for besides the operator: medium or channel, and category, window and class where it has them. */
export function useTargetName(): (price: Target) => string {
  const t = useT();
  const channels = useChannels().data ?? [];
  return ({ medium, channel, class: messageClass, category, inWindow }) => {
    const name = channel === null ? t.media[medium] : channels.find(({ id }) => id === channel)?.name;
    const where = name ?? t.media[medium];
    return [
      where,
      ...(category === '*' ? [] : [t.manage.prices.categories[category]]),
      ...(inWindow ? [t.manage.prices.inWindow] : []),
      ...(messageClass === '*' ? [] : [t.messageClass[messageClass]]),
    ].join(' · ');
  };
}
