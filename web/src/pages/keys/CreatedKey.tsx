import type { CreatedApiKey } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { CodeBlock } from '../../ui/data/CodeBlock.tsx';
import { CopyButton } from '../../ui/data/CopyButton.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { curlExample } from '../home/first-steps.ts';

/** The only time a key is readable; a stray click or Escape must not lose it. */
export function CreatedKey({ created, onClose }: { created: CreatedApiKey; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog
      open
      stubborn
      wide
      onClose={onClose}
      title={t.keys.createdTitle}
      footer={
        <Button look="primary" onClick={onClose}>
          {t.keys.stored}
        </Button>
      }
    >
      <p className="text-sm text-muted">{t.keys.createdBody}</p>
      <div className="my-4 flex flex-wrap items-center justify-between gap-3 rounded-md border border-line bg-sunken p-3">
        <code className="min-w-0 font-mono text-sm break-all select-all">{created.key}</code>
        <CopyButton text={created.key} label={t.keys.copyKey} />
      </div>
      <CodeBlock
        label={t.keys.tryIt}
        code={curlExample(location.origin, t.home.steps.curlText).replace('$TT_API_KEY', created.key)}
      />
    </Dialog>
  );
}
