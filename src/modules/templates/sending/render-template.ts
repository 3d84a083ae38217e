import type { ChannelType, MessageClass } from '../../../channels/channel.ts';
import type { OutgoingContent, TemplateContent } from '../../../lib/message-content.ts';
import { TemplateCategory, type TemplateDesign } from '../../../lib/template/design.ts';
import { VALUE_REMEDIES } from '../../../lib/template/format-value.ts';
import {
  readValues,
  renderRcs,
  renderSms,
  renderWhatsApp,
  type TemplateValues,
  whatsAppContent,
  whatsAppText,
} from '../../../lib/template/render.ts';
import type { ErrorCode } from '../../../platform/problem.ts';
import { templatesErrors } from '../errors.ts';
import type { ApprovalRow } from '../queries/approvals.ts';
import { type HeaderFile, withHeaderFile } from './header-file.ts';
import type { BookTemplate } from './template-books.ts';

export interface TemplateReference {
  /** Public id or slug. */
  readonly id: string;
  readonly version?: number | undefined;
  readonly language?: string | undefined;
  readonly variables: Readonly<Record<string, string | number>>;
  /** Instead of the file in the template's header. */
  readonly header?: HeaderFile | undefined;
}

export type RenderedTemplate =
  | {
      readonly ok: true;
      /** What it says in plain words; on SMS, what is sent. */
      readonly text: string;
      readonly content?: OutgoingContent | TemplateContent;
      readonly category: TemplateCategory;
      /** UUID and number of the version that was used; stored with the message. */
      readonly template: { readonly id: string; readonly version: number };
    }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      /** `template.variables.nama` */
      readonly field: string;
      readonly detail?: string;
    };

/** The parts of a channel that decide how a template is said on it. */
export interface RenderTarget {
  /** UUID */
  readonly id: string;
  readonly type: Pick<ChannelType, 'medium' | 'capabilities'>;
}

/** Codes and campaigns keep their lane and their rules whatever the request says. */
export const classOfTemplate = (category: TemplateCategory, asked: MessageClass): MessageClass => {
  if (category === 'authentication') return 'otp';
  return category === 'marketing' ? 'marketing' : asked;
};

type Refused = Extract<RenderedTemplate, { readonly ok: false }>;
const refuse = (code: ErrorCode, field: string, detail?: string): Refused => ({
  ok: false,
  code,
  field,
  ...(detail === undefined ? {} : { detail }),
});

/** Pure and without a query: as the chosen channel says it. `template` is the book's entry under `reference.id`. */
export function renderTemplate(
  template: BookTemplate,
  reference: TemplateReference,
  channel: RenderTarget,
): RenderedTemplate {
  if (template.version === 0) return refuse(templatesErrors.not_published, 'template.id');
  const language = reference.language ?? template.defaultLanguage;
  const chosen = chooseVersion(template, reference.version, language, channel);
  if (!chosen.ok) return chosen;
  const { version, approval } = chosen;
  const wording = chosen.design.languages[language];
  if (wording === undefined) return refuse(templatesErrors.language_unknown, 'template.language');
  const design =
    reference.header === undefined
      ? chosen.design
      : withHeaderFile(chosen.design, language, reference.header);
  if (design === undefined) return refuse(templatesErrors.header_no_file, 'template.header');
  const values = readValues(design, wording, language, reference.variables);
  if (!values.ok) {
    const field = `template.variables.${values.error.variable}`;
    if (values.error.fault === 'missing') return refuse(templatesErrors.variable_missing, field);
    return refuse(templatesErrors.variable_invalid, field, VALUE_REMEDIES[values.error.fault].en);
  }
  return {
    ok: true,
    category: design.category,
    template: { id: template.id, version },
    ...say(design, language, values.value, channel, approval),
  };
}

function say(
  design: TemplateDesign,
  language: string,
  values: TemplateValues,
  channel: RenderTarget,
  approval: Approval | undefined,
): { readonly text: string; readonly content?: OutgoingContent | TemplateContent } {
  const wording = design.languages[language];
  if (wording === undefined) return { text: '' };
  if (approval !== undefined) {
    return {
      text: whatsAppText(renderWhatsApp(design, wording, language, values)),
      content: {
        ...whatsAppContent(design, wording, { name: approval.name, language }, values),
        ...chargedAs(approval, design.category),
      },
    };
  }
  if (channel.type.medium === 'rcs') {
    const { text, content } = renderRcs(wording, values);
    const takes = content !== undefined && channel.type.capabilities.content?.includes(content.type) === true;
    return takes ? { text, content } : { text };
  }
  return { text: renderSms(wording, values) };
}

type Chosen = {
  readonly ok: true;
  readonly version: number;
  readonly design: TemplateDesign;
  /** Where the channel asks for one. */
  readonly approval?: Approval;
};

type Approval = Pick<ApprovalRow, 'name' | 'provider_category'>;

/** What the provider files it under counts for its price, not what was asked for. */
function chargedAs({ provider_category: filed }: Approval, asked: TemplateCategory) {
  const category = TemplateCategory.safeParse(filed?.toLowerCase());
  return category.success && category.data !== asked ? { chargedAs: category.data } : {};
}

/** The newest version, or the newest that is approved where the channel's provider approves first. */
function chooseVersion(
  template: BookTemplate,
  asked: number | undefined,
  language: string,
  channel: RenderTarget,
): Chosen | Refused {
  const design = (version: number) => template.versions.get(version);
  if (asked !== undefined && design(asked) === undefined)
    return refuse(templatesErrors.version_unknown, 'template.version');
  if (channel.type.medium !== 'whatsapp') {
    const version = asked ?? template.version;
    const found = design(version);
    return found === undefined
      ? refuse(templatesErrors.version_unknown, 'template.version')
      : { ok: true, version, design: found };
  }
  const candidates = template.approvals.filter(
    (one) =>
      one.channel_id === channel.id &&
      one.language === language &&
      (asked === undefined || one.version === asked),
  );
  const approved = candidates.find(({ state, version }) => state === 'approved' && design(version ?? 0));
  const version = approved?.version ?? 0;
  const found = design(version);
  if (approved === undefined || found === undefined) {
    const [latest] = candidates;
    const why =
      latest === undefined ? 'never submitted' : [latest.state, latest.reason].filter(Boolean).join(': ');
    return refuse(templatesErrors.not_approved, 'template.id', `On this channel in "${language}": ${why}.`);
  }
  return { ok: true, version, design: found, approval: approved };
}
