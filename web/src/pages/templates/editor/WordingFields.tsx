import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import type { TemplateWording } from '../../../../../src/lib/template/design.ts';
import type { Finding } from '../../../../../src/lib/template/lint/findings.ts';
import { TemplateCategory, type TemplateDesign } from '../../../contracts/templates.ts';
import { useLocale, useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Checkbox } from '../../../ui/form/Checkbox.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { Input, Textarea } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { Section } from '../../../ui/layout/Page.tsx';
import { ButtonList } from './ButtonList.tsx';
import { withoutLanguage, withText, withWording } from './design-draft.ts';
import { HeaderFields } from './HeaderFields.tsx';

const OFFERED = ['id', 'en'] as const;

interface WordingFieldsProps {
  readonly design: TemplateDesign;
  readonly language: string;
  readonly defaultLanguage: string;
  readonly findings: readonly Finding[];
  readonly onLanguage: (language: string) => void;
  readonly onChange: (design: TemplateDesign) => void;
}

export function WordingFields(props: WordingFieldsProps) {
  const { design, language, findings, onChange } = props;
  const t = useT();
  const words = t.templates.editor;
  const body = useRef<HTMLTextAreaElement>(null);
  const fault = useFault(findings, language);
  const wording = design.languages[language];
  if (wording === undefined) return <LanguageBar {...props} />;
  const change = (next: typeof wording): void => onChange(withWording(design, language, next));
  const insert = (name: string): void => {
    const at = body.current?.selectionStart ?? wording.body.length;
    change({ ...wording, body: `${wording.body.slice(0, at)}{{${name}}}${wording.body.slice(at)}` });
    body.current?.focus();
  };
  return (
    <Section title={words.wording}>
      <div className="flex flex-col gap-4">
        <LanguageBar {...props} />
        <Field
          label={t.templates.create.category}
          help={t.templates.categoryHelp[design.category]}
          error={fault('category')}
        >
          <Select
            value={design.category}
            onChange={(event) => onChange(withCategory(design, TemplateCategory.parse(event.target.value)))}
            options={TemplateCategory.options.map((value) => ({
              value,
              label: t.templates.categories[value],
            }))}
          />
        </Field>
        <HeaderFields key={language} wording={wording} error={fault('header')} onChange={change} />
        <Field label={words.body} required error={fault('body')}>
          <Textarea
            ref={body}
            rows={6}
            maxLength={4096}
            value={wording.body}
            onChange={(event) => change({ ...wording, body: event.target.value })}
          />
        </Field>
        <VariablePills design={design} onInsert={insert} />
        <Field label={words.footer} optional={t.common.optional} error={fault('footer')}>
          <Input
            value={wording.footer ?? ''}
            maxLength={200}
            onChange={(event) => change(withText(wording, 'footer', event.target.value))}
          />
        </Field>
        {design.category === 'authentication' && <CodeFields design={design} onChange={onChange} />}
        <ButtonList design={design} wording={wording} fault={fault} onChange={change} />
        <OwnWords wording={wording} fault={fault} onChange={change} />
      </div>
    </Section>
  );
}

function VariablePills({ design, onInsert }: { design: TemplateDesign; onInsert: (name: string) => void }) {
  const t = useT();
  if (design.variables.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="text-xs text-muted">{t.templates.editor.insert}</span>
      {design.variables.map(({ name }) => (
        <button
          key={name}
          type="button"
          onClick={() => onInsert(name)}
          className="min-h-6 rounded-full border border-line-strong px-2.5 py-0.5 font-mono text-xs text-accent-ink hover:bg-hover"
        >
          {name}
        </button>
      ))}
    </div>
  );
}

interface OwnWordsProps {
  readonly wording: TemplateWording;
  readonly fault: (where: string) => string | undefined;
  readonly onChange: (wording: TemplateWording) => void;
}

/** Where one channel says it differently. */
function OwnWords({ wording, fault, onChange }: OwnWordsProps) {
  const words = useT().templates.editor;
  return (
    <details className="rounded-md border border-line px-4 py-3">
      <summary className="cursor-pointer text-sm font-semibold">{words.own}</summary>
      <p className="mt-1 mb-3 text-xs text-muted">{words.ownHelp}</p>
      <div className="flex flex-col gap-4">
        {(['sms', 'whatsapp', 'rcs'] as const).map((field) => (
          <Field key={field} label={words[field]} error={fault(field)}>
            <Textarea
              rows={3}
              value={wording[field] ?? ''}
              onChange={(event) => onChange(withText(wording, field, event.target.value))}
            />
          </Field>
        ))}
      </div>
    </details>
  );
}

/** The first error at a place, as a field shows it; warnings stand in the list. */
function useFault(findings: readonly Finding[], language: string): (where: string) => string | undefined {
  const locale = useLocale();
  return (where) =>
    findings.find(
      (one) => one.severity === 'error' && one.where === where && (one.language ?? language) === language,
    )?.remedy[locale];
}

function withCategory(design: TemplateDesign, category: TemplateCategory): TemplateDesign {
  const { code: _, ...rest } = design;
  return category === 'authentication'
    ? { ...rest, category, code: design.code ?? { expiresMinutes: 5, securityAdvice: true } }
    : { ...rest, category };
}

function LanguageBar({ design, language, defaultLanguage, onLanguage, onChange }: WordingFieldsProps) {
  const t = useT();
  const words = t.templates.editor;
  const names: Readonly<Record<string, string>> = t.templates.languages;
  const nameOf = (code: string): string => names[code] ?? code;
  const written = Object.keys(design.languages).sort(
    (a, b) => Number(b === defaultLanguage) - Number(a === defaultLanguage),
  );
  const missing = OFFERED.filter((code) => !written.includes(code));
  return (
    <div className="flex flex-wrap items-center gap-2" role="group" aria-label={words.language}>
      {written.map((code) => (
        <button
          key={code}
          type="button"
          aria-pressed={code === language}
          onClick={() => onLanguage(code)}
          className={cx(
            'min-h-8 rounded-full px-3 text-sm font-semibold',
            code === language ? 'bg-accent-soft text-accent-ink' : 'text-muted hover:bg-hover',
          )}
        >
          {nameOf(code)}
        </button>
      ))}
      {missing.map((code) => (
        <Button
          key={code}
          look="quiet"
          size="sm"
          icon={Plus}
          onClick={() => {
            const from = design.languages[defaultLanguage];
            if (from !== undefined) onChange(withWording(design, code, from));
            onLanguage(code);
          }}
        >
          {words.addLanguage(nameOf(code))}
        </Button>
      ))}
      {language !== defaultLanguage && written.includes(language) && (
        <Button
          look="quiet-danger"
          size="sm"
          icon={Trash2}
          onClick={() => {
            onChange(withoutLanguage(design, language));
            onLanguage(defaultLanguage);
          }}
        >
          {words.dropLanguage(nameOf(language))}
        </Button>
      )}
    </div>
  );
}

function CodeFields({ design, onChange }: Pick<WordingFieldsProps, 'design' | 'onChange'>) {
  const t = useT();
  const words = t.templates.editor;
  const code = design.code ?? { securityAdvice: true };
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border border-line px-4 py-3">
      <legend className="px-1 text-sm font-semibold">{words.code}</legend>
      <Field label={words.codeMinutes}>
        <Input
          type="number"
          min={1}
          max={90}
          unit={words.minutes}
          value={code.expiresMinutes ?? ''}
          onChange={(event) => {
            const minutes = event.target.valueAsNumber;
            const { securityAdvice } = code;
            const next = Number.isInteger(minutes)
              ? { securityAdvice, expiresMinutes: minutes }
              : { securityAdvice };
            onChange({ ...design, code: next });
          }}
        />
      </Field>
      <Checkbox
        label={words.codeAdvice}
        checked={code.securityAdvice}
        onChange={(securityAdvice) => onChange({ ...design, code: { ...code, securityAdvice } })}
      />
    </fieldset>
  );
}
