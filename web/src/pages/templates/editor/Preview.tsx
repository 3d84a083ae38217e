import { useState } from 'react';
import {
  renderRcs,
  renderSms,
  renderWhatsApp,
  sampleValues,
} from '../../../../../src/lib/template/render.ts';
import { countSegments } from '../../../../../src/lib/segments.ts';
import type { TemplateDesign } from '../../../contracts/templates.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Tabs } from '../../../ui/layout/Tabs.tsx';
import { Surface } from '../../../ui/layout/Page.tsx';
import { MediaPlaceholder } from '../../../ui/phone/MediaPlaceholder.tsx';
import { RcsCard } from '../../../ui/phone/RcsCard.tsx';
import { SmsBubble } from '../../../ui/phone/SmsBubble.tsx';
import { WhatsAppBubble } from '../../../ui/phone/WhatsAppBubble.tsx';

const MEDIA = ['sms', 'whatsapp', 'rcs'] as const;

/** The samples in place of the values, said by the functions that also send. */
export function Preview({ design, language }: { design: TemplateDesign; language: string }) {
  const t = useT();
  const [medium, setMedium] = useState<string>('sms');
  if (design.languages[language] === undefined) return null;
  return (
    <Surface className="p-4">
      <h2 className="mb-1 text-base font-bold">{t.templates.preview.title}</h2>
      <Tabs
        label={t.templates.preview.title}
        value={medium}
        onChange={setMedium}
        tabs={MEDIA.map((value) => ({
          value,
          label: t.media[value],
          content: (
            <div
              role="img"
              aria-label={t.templates.preview.label(t.media[value])}
              className="flex min-h-44 flex-col items-start gap-2 rounded-md bg-sunken p-3"
            >
              <Said medium={value} design={design} language={language} />
            </div>
          ),
        }))}
      />
    </Surface>
  );
}

interface SaidProps {
  readonly medium: (typeof MEDIA)[number];
  readonly design: TemplateDesign;
  readonly language: string;
}

function Said({ medium, design, language }: SaidProps) {
  const t = useT();
  const wording = design.languages[language];
  if (wording === undefined) return null;
  const values = sampleValues(design, language);
  if (medium === 'sms') {
    const text = renderSms(wording, values);
    const { segments, encoding, units } = countSegments(text);
    return (
      <>
        <SmsBubble text={text} />
        <p className="px-1 text-xs text-muted tabular-nums">
          {t.templates.preview.segments(segments, encoding, units)}
        </p>
      </>
    );
  }
  if (medium === 'whatsapp') {
    const { header, ...rest } = renderWhatsApp(design, wording, language, values);
    return (
      <>
        <WhatsAppBubble
          {...rest}
          header={
            header?.type === 'text' ? (
              <p className="font-bold">{header.text}</p>
            ) : header === undefined ? undefined : (
              <MediaPlaceholder kind={header.kind} label={t.templates.preview.media[header.kind]} />
            )
          }
        />
        {design.category === 'authentication' && (
          <p className="px-1 text-xs text-muted">{t.templates.preview.preset}</p>
        )}
      </>
    );
  }
  const { text, content } = renderRcs(wording, values);
  if (content?.type !== 'card') return <SmsBubble text={text} />;
  const { media, title, description, buttons = [] } = content.card;
  return (
    <RcsCard
      title={title}
      description={description}
      buttons={buttons}
      media={
        media === undefined ? undefined : (
          <MediaPlaceholder kind={media.kind} label={t.templates.preview.media[media.kind]} />
        )
      }
    />
  );
}
