import { X } from 'lucide-react';
import { useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../../ui/Button.tsx';

/** The virtual phone of a trial workspace. */
export function PhoneDrawer({ onClose }: { onClose: () => void }) {
  const t = useT();
  return (
    <header className="flex h-14 items-center justify-between border-b border-line px-4">
      <h2 className="text-base font-bold">{t.phone.title}</h2>
      <IconButton icon={X} label={t.common.close} onClick={onClose} />
    </header>
  );
}
