import { Copy, ExternalLink, type LucideIcon, Phone, Reply } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  reply: Reply,
  url: ExternalLink,
  call: Phone,
  copy_code: Copy,
  otp: Copy,
};

interface WhatsAppBubbleProps {
  readonly header?: ReactNode;
  readonly body: string;
  readonly footer?: string | undefined;
  readonly buttons: readonly { readonly type: string; readonly title: string }[];
}

/** A WhatsApp message with header, footer and buttons. */
export function WhatsAppBubble({ header, body, footer, buttons }: WhatsAppBubbleProps) {
  return (
    <div className="w-full max-w-72 overflow-hidden rounded-lg rounded-tl-sm bg-surface text-sm shadow-[0_0_0_1px_var(--line)]">
      <div className="flex flex-col gap-1 px-3 py-2">
        {header}
        <p className="wrap-anywhere whitespace-pre-wrap">{styled(body)}</p>
        {footer !== undefined && <p className="text-xs text-faint">{footer}</p>}
      </div>
      {buttons.map(({ type, title }) => {
        const Icon = ICONS[type] ?? Reply;
        return (
          <span
            key={`${type}${title}`}
            className="flex min-h-10 items-center justify-center gap-2 border-t border-line px-3 text-sm font-semibold text-going"
          >
            <Icon aria-hidden size={15} />
            {title}
          </span>
        );
      })}
    </div>
  );
}

/** `*bold*` and `_italic_`, as WhatsApp shows them. */
function styled(text: string): ReactNode[] {
  return text.split(/(\*[^*\n]+\*|_[^_\n]+_)/).map((part, index) => {
    const key = `${index}${part}`;
    if (/^\*[^*\n]+\*$/.test(part)) return <strong key={key}>{part.slice(1, -1)}</strong>;
    if (/^_[^_\n]+_$/.test(part)) return <em key={key}>{part.slice(1, -1)}</em>;
    return <Fragment key={key}>{part}</Fragment>;
  });
}
