import { renderWhatsApp, sampleValues } from '../../../../../src/lib/template/render.ts';
import { MediaView } from '../../../ui/phone/MediaView.tsx';
import { WhatsAppBubble } from '../../../ui/phone/WhatsAppBubble.tsx';
import { useNewestWording } from '../../templates/use-templates.ts';
import type { TemplateDraft } from './content-draft.ts';

/** The template with the values given; samples stand for those that are missing. */
export function TemplatePreview({ draft, empty }: { draft: TemplateDraft; empty: string }) {
  const chosen = useNewestWording(draft.id);
  if (chosen === undefined) return <p className="m-auto max-w-48 text-center text-xs text-muted">{empty}</p>;
  const { design, wording, language } = chosen;
  const variables = design.variables.map((variable) => {
    const given = draft.variables[variable.name]?.trim();
    return given === undefined || given === '' ? variable : { ...variable, sample: given };
  });
  const filled = { ...design, variables };
  const { header, ...rest } = renderWhatsApp(filled, wording, language, sampleValues(filled, language));
  const file = draft.file?.id ?? (header?.type === 'media' ? header.source.file : undefined);
  return (
    <WhatsAppBubble
      {...rest}
      header={
        header === undefined ? undefined : header.type === 'text' ? (
          <p className="font-bold">{header.text}</p>
        ) : (
          <MediaView
            kind={draft.file?.kind ?? header.kind}
            file={file}
            url={draft.file === null ? header.source.url : undefined}
            filename={draft.file?.name ?? header.filename}
          />
        )
      }
    />
  );
}
