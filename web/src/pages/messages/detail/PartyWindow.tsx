import type { Message } from '../../../contracts/messages.ts';
import { partyOf } from '../parties.ts';
import { useWindowChannels, useWindows } from '../window/use-windows.ts';
import { WindowLine } from '../window/WindowLine.tsx';

/** For how long the person may be answered over this message's channel; nothing where that has no limit. */
export function PartyWindow({ message }: { message: Message }) {
  const party = partyOf(message);
  const limited = useWindowChannels(['phone']).some(({ id }) => id === message.channel.id);
  // Whoever sees numbers masked cannot ask by them.
  const asked = limited && !party.includes('•') ? [{ channel: message.channel.id, to: party }] : [];
  const [window] = useWindows(asked);
  return window === undefined ? null : <WindowLine window={window} />;
}
