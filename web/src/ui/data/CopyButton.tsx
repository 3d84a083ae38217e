import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useT } from '../../i18n/I18n.tsx';
import { Button, IconButton } from '../Button.tsx';
import { useToast } from '../overlay/Toast.tsx';

const SHOWN_MS = 2000;

/** Puts a text on the clipboard and says so in place. */
export function CopyButton({
  text,
  label,
  compact = false,
}: {
  text: string;
  label?: string;
  compact?: boolean;
}) {
  const t = useT();
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => toast.warn(t.common.copyFailed),
    );
  };
  const words = copied ? t.common.copied : (label ?? t.common.copy);
  if (compact) return <IconButton size="sm" icon={copied ? Check : Copy} label={words} onClick={copy} />;
  return (
    <Button size="sm" icon={copied ? Check : Copy} onClick={copy}>
      <span aria-live="polite">{words}</span>
    </Button>
  );
}
