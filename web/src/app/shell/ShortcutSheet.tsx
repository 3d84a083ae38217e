import { useT } from '../../i18n/I18n.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { usePhoneDrawer } from '../phone-drawer.ts';

export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const phone = usePhoneDrawer();
  const lines = [
    { keys: ['mod', 'K'], what: t.shell.keys.palette },
    { keys: ['C'], what: t.shell.keys.send },
    { keys: ['J', 'K'], what: t.shell.keys.move },
    { keys: ['Enter'], what: t.shell.keys.open },
    { keys: ['Esc'], what: t.shell.keys.closeDetail },
    { keys: ['/'], what: t.shell.keys.search },
    ...(phone.available ? [{ keys: ['P'], what: t.shell.keys.phone }] : []),
    { keys: ['?'], what: t.shell.keys.help },
  ];
  return (
    <Dialog open={open} onClose={onClose} title={t.shell.shortcuts}>
      <dl className="divide-y divide-line">
        {lines.map(({ keys, what }) => (
          <div key={what} className="flex min-h-10 items-center justify-between gap-4">
            <dt className="text-sm">{what}</dt>
            <dd>
              <KeyHint keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
