import { useT } from '../../i18n/I18n.tsx';
import { CopyButton } from '../../ui/data/CopyButton.tsx';

/** Where the provider brings receipts and replies, ready to be pasted into its settings. */
export function CallbackAddress({ url }: { url: string }) {
  const words = useT().channels.callback;
  const reachable = url.startsWith('https://');
  return (
    <section aria-label={words.title} className="flex flex-col gap-2">
      <h3 className="text-sm font-bold">{words.title}</h3>
      <p className="text-sm text-muted">{words.body}</p>
      <div className="flex items-start gap-2 rounded-md border border-line bg-sunken py-2 pr-2 pl-3">
        <code className="min-w-0 flex-1 py-1 font-mono text-xs break-all">{url}</code>
        <CopyButton compact text={url} label={words.copy} />
      </div>
      {!reachable && <p className="text-xs text-muted">{words.notPublic}</p>}
    </section>
  );
}
