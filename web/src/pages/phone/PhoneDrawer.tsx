import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { Compose } from './Compose.tsx';
import { Conversation } from './Conversation.tsx';
import { Inbox } from './Inbox.tsx';
import { phoneScreen, usePhoneScreen } from './phone-screen.ts';
import { PhoneFrame } from './PhoneFrame.tsx';

/** The virtual phone of a trial workspace: what customers see, without a provider. */
export function PhoneDrawer({ onClose }: { onClose: () => void }) {
  const t = useT();
  const screen = usePhoneScreen();
  const ref = useReturningFocus();
  useEffect(() => {
    // The button that changed the screen is gone with its screen.
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, [ref, screen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    if (screen.view === 'inbox') onClose();
    else phoneScreen.show({ view: 'inbox' });
  };
  return (
    <div ref={ref} tabIndex={-1} onKeyDown={onKeyDown} className="flex h-full flex-col outline-none">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2 className="text-base font-bold">{t.phone.title}</h2>
        <Badge tone="hold">{t.phone.sandbox}</Badge>
        <span className="ml-auto" />
        <IconButton icon={X} label={t.shell.closePhone} onClick={onClose} />
      </header>
      <p className="px-4 pt-3 text-xs text-muted max-md:hidden">{t.phone.lead}</p>
      <PhoneFrame>
        {screen.view === 'inbox' && <Inbox />}
        {screen.view === 'compose' && <Compose />}
        {screen.view === 'conversation' && <Conversation key={screen.phone} phone={screen.phone} />}
      </PhoneFrame>
    </div>
  );
}

/** Takes the focus when the phone opens and gives it back when it closes. */
function useReturningFocus() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return ref;
}
