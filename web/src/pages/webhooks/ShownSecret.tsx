import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { CodeBlock } from '../../ui/data/CodeBlock.tsx';
import { CopyButton } from '../../ui/data/CopyButton.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

const EXAMPLE = `import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.TITIAN_WEBHOOK_SECRET);
// body: the octets as they arrived, before any JSON.parse
const event = webhook.verify(body, request.headers);`;

/** The only time a secret is readable; a stray click or Escape must not lose it. */
export function ShownSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const words = useT().webhooks.secret;
  return (
    <Dialog
      open
      stubborn
      wide
      onClose={onClose}
      title={words.title}
      footer={
        <Button look="primary" onClick={onClose}>
          {words.stored}
        </Button>
      }
    >
      <p className="text-sm text-muted">{words.body}</p>
      <div className="my-4 flex flex-wrap items-center justify-between gap-3 rounded-md border border-line bg-sunken p-3">
        <code className="min-w-0 font-mono text-sm break-all select-all">{secret}</code>
        <CopyButton text={secret} label={words.copy} />
      </div>
      <CodeBlock label={words.example} code={EXAMPLE} />
    </Dialog>
  );
}
