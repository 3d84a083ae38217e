import { useNavigate } from '@tanstack/react-router';
import { Braces, Copy, Ellipsis, History, Send, Smartphone } from 'lucide-react';
import { usePhoneDrawer } from '../../../app/phone-drawer.ts';
import { useMay } from '../../../app/session.tsx';
import type { Message } from '../../../contracts/messages.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { IconButton } from '../../../ui/Button.tsx';
import { Menu, MenuItem, MenuLine } from '../../../ui/overlay/Menu.tsx';
import { useToast } from '../../../ui/overlay/Toast.tsx';
import { phoneScreen } from '../../phone/phone-screen.ts';
import { partyOf } from '../parties.ts';
import { curlOf, readCurlOf } from './curl.ts';

/** What else can be done with a message. */
export function MessageActions({ message }: { message: Message }) {
  const t = useT();
  const may = useMay();
  const phone = usePhoneDrawer();
  const navigate = useNavigate();
  const copy = useCopy();
  const words = t.messages.detail;
  const party = partyOf(message);
  const curl = (): string =>
    message.direction === 'out' ? curlOf(message, location.origin) : readCurlOf(message, location.origin);
  return (
    <Menu trigger={<IconButton icon={Ellipsis} size="sm" label={words.actions} />}>
      {phone.available && message.channel.type === 'sandbox' && (
        <MenuItem
          icon={Smartphone}
          onSelect={() => {
            phoneScreen.show({ view: 'conversation', phone: party });
            phone.setOpen(true);
          }}
        >
          {words.onPhone}
        </MenuItem>
      )}
      {may('messages:send') && (
        <MenuItem icon={Send} onSelect={() => void navigate({ to: '/messages/send', search: { to: party } })}>
          {words.sendAgain}
        </MenuItem>
      )}
      <MenuItem icon={History} onSelect={() => void navigate({ to: '/messages', search: { phone: party } })}>
        {words.allOfParty}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Copy} onSelect={() => copy(message.id, words.copiedId)}>
        {words.copyId}
      </MenuItem>
      <MenuItem icon={Braces} onSelect={() => copy(curl(), words.copiedCurl)}>
        {words.copyCurl}
      </MenuItem>
    </Menu>
  );
}

function useCopy(): (text: string, said: string) => void {
  const t = useT();
  const toast = useToast();
  return (text, said) => {
    navigator.clipboard.writeText(text).then(
      () => toast.say(said),
      () => toast.warn(t.common.copyFailed),
    );
  };
}
