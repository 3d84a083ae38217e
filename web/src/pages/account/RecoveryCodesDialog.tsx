import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/data/CopyButton.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

export function RecoveryCodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useT();
  const words = t.account.recovery;
  return (
    <Dialog
      open
      stubborn
      onClose={onClose}
      title={words.title}
      footer={
        <Button look="primary" onClick={onClose}>
          {words.stored}
        </Button>
      }
    >
      <p className="text-sm text-muted">{words.shown}</p>
      <ul className="my-4 grid grid-cols-2 gap-x-6 gap-y-2 rounded-md border border-line bg-sunken p-4 font-mono text-sm">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyButton text={codes.join('\n')} />
    </Dialog>
  );
}
