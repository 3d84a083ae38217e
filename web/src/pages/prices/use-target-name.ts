import { useChannels } from '../../api/lists.ts';
import type { Price } from '../../contracts/billing.ts';
import { useT } from '../../i18n/I18n.tsx';

/** What a price is for besides the operator: medium or channel, and class where it has one. */
export function useTargetName(): (price: Pick<Price, 'medium' | 'channel' | 'class'>) => string {
  const t = useT();
  const channels = useChannels().data ?? [];
  return ({ medium, channel, class: messageClass }) => {
    const name = channel === null ? t.media[medium] : channels.find(({ id }) => id === channel)?.name;
    const where = name ?? t.media[medium];
    return messageClass === '*' ? where : `${where} · ${t.messageClass[messageClass]}`;
  };
}
