import { uuidOfPublicId } from '../../../../../src/lib/uuid.ts';
import type { Template } from '../../../contracts/templates.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { CopyButton } from '../../../ui/data/CopyButton.tsx';
import { Facts } from '../../../ui/data/Facts.tsx';
import { Section } from '../../../ui/layout/Page.tsx';

/** The same 128 bits in the spelling of Twilio's Content API; it shows published templates only. */
const contentSidOf = ({ id, version }: Template): string | undefined => {
  const uuid = version === 0 ? undefined : uuidOfPublicId('tpl', id);
  return uuid === undefined ? undefined : `HX${uuid.replaceAll('-', '')}`;
};

/** What programs call the template by. */
export function TemplateIds({ template }: { template: Template }) {
  const words = useT().templates.ids;
  const sid = contentSidOf(template);
  return (
    <Section title={words.title} lead={words.lead}>
      <Facts
        facts={[
          { label: words.slug, value: <Id text={template.slug} /> },
          { label: 'ID', value: <Id text={template.id} /> },
          {
            label: words.contentSid,
            value:
              sid === undefined ? (
                <span className="text-muted">{words.afterPublishing}</span>
              ) : (
                <Id text={sid} />
              ),
          },
        ]}
      />
    </Section>
  );
}

function Id({ text }: { text: string }) {
  const { common } = useT();
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 font-mono text-xs break-all">{text}</code>
      <CopyButton text={text} label={`${common.copy} ${text}`} compact />
    </span>
  );
}
