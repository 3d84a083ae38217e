import type { Contact } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { useWindowChannels, useWindows } from '../../messages/window/use-windows.ts';
import { WindowLine } from '../../messages/window/WindowLine.tsx';

/** For how long this person may be answered freely, channel by channel; nothing where no channel has such a limit. */
export function ReplyWindows({ contact }: { contact: Contact }) {
  const words = useT().messages.window;
  const live = contact.identities.filter(({ endedAt }) => endedAt === null);
  const channels = useWindowChannels(live.map(({ kind }) => kind));
  const windows = useWindows(channels.map(({ id }) => ({ channel: id, to: contact.id })));
  if (windows.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-base font-bold">{words.title}</h2>
      {windows.map((window) => (
        <WindowLine
          key={window.channel}
          window={window}
          name={channels.find(({ id }) => id === window.channel)?.name}
        />
      ))}
    </section>
  );
}
