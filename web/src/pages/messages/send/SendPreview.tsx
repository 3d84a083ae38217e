import { formatPhone } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { useDefaultAddress } from '../use-routing.ts';
import { ContentView } from '../../../ui/phone/ContentView.tsx';
import { contentOf } from './content-draft.ts';
import { piecesOf } from './segment-room.ts';
import type { SendDraft } from './send-draft.ts';
import { TemplatePreview } from './TemplatePreview.tsx';

interface SendPreviewProps {
  readonly draft: SendDraft;
  /** Texts are counted in segments there: characters that make them dearer are marked. */
  readonly segments: boolean;
}

/** What is written as the recipient's phone shows it. */
export function SendPreview({ draft, segments }: SendPreviewProps) {
  const words = useT().messages.send;
  const byDefault = useDefaultAddress(draft.channel);
  const content = contentOf(draft.content, draft.text);
  const from = draft.from === '' ? (byDefault ?? words.defaultSenderUnknown) : draft.from;
  return (
    <section aria-label={words.preview} className="lg:sticky lg:top-20">
      <h2 className="mb-2 text-sm font-semibold">{words.preview}</h2>
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        <p className="border-b border-line px-4 py-2.5 text-sm font-semibold">{formatPhone(from)}</p>
        <div className="flex min-h-40 flex-col justify-end gap-1 bg-sunken p-4">
          {draft.content.kind === 'template' ? (
            <TemplatePreview draft={draft.content.template} empty={words.previewEmpty} />
          ) : content !== null && content !== undefined ? (
            <ContentView content={content} />
          ) : draft.text.trim() === '' ? (
            <p className="m-auto max-w-48 text-center text-xs text-muted">{words.previewEmpty}</p>
          ) : (
            <p className="w-fit max-w-[90%] rounded-lg rounded-bl-sm bg-surface px-3 py-2 text-sm whitespace-pre-wrap shadow-[0_0_0_1px_var(--line)]">
              {piecesOf(draft.text).map((piece, at) =>
                piece.forcing && segments ? (
                  // Pieces have no other identity than their place.
                  <mark key={at} className="rounded-xs bg-hold-soft text-hold">
                    {piece.text}
                  </mark>
                ) : (
                  piece.text
                ),
              )}
            </p>
          )}
        </div>
      </div>
    </section>
  );
}
