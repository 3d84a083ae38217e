import { useId, useState } from 'react';
import { type ApiProblem, faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { GUARD_MODES, GuardMode, Service } from '../../contracts/verify.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

const draftOf = (service: Service | undefined) => ({
  name: service?.name ?? '',
  brand: service?.brand ?? '',
  locale: service?.locale ?? 'id',
  codeLength: String(service?.codeLength ?? 6),
  ttlSeconds: String(service?.ttlSeconds ?? 300),
  sender: service?.sender ?? '',
  appHash: service?.appHash ?? '',
  autofillDomain: service?.autofillDomain ?? '',
  guard: service?.guard ?? 'standard',
});
type Draft = ReturnType<typeof draftOf>;

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const bodyOf = (draft: Draft) => ({
  ...draft,
  codeLength: Number(draft.codeLength),
  ttlSeconds: Number(draft.ttlSeconds),
  sender: orNull(draft.sender),
  appHash: orNull(draft.appHash),
  autofillDomain: orNull(draft.autofillDomain),
});

/** A new service, or a change to one. */
export function ServiceForm({ service, onClose }: { service?: Service; onClose: () => void }) {
  const t = useT();
  const formId = useId();
  const [draft, setDraft] = useState(() => draftOf(service));
  const save = useAction({
    run: (api) =>
      service === undefined
        ? api.send('POST', '/v1/verify/services', Service, bodyOf(draft))
        : api.send('PATCH', `/v1/verify/services/${service.id}`, Service, bodyOf(draft)),
    refresh: ['verify'],
    said: ({ name }) => (service === undefined ? t.verify.created(name) : t.common.saved),
    onDone: onClose,
    inForm: true,
  });
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={service === undefined ? t.verify.add : t.verify.edit}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={save.isPending}>
            {t.common.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <CodeFields draft={draft} problem={save.error} onChange={(part) => setDraft({ ...draft, ...part })} />
        <TextFields draft={draft} problem={save.error} onChange={(part) => setDraft({ ...draft, ...part })} />
        <div className="sm:col-span-2">
          <FormProblem problem={save.error} />
        </div>
      </form>
    </Dialog>
  );
}

interface Fields {
  readonly draft: Draft;
  readonly problem: ApiProblem | null;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** Who sends the code, how long it is and lives, and how it is guarded. */
function CodeFields({ draft, problem, onChange }: Fields) {
  const t = useT();
  const words = t.verify.form;
  const input = (
    name: 'name' | 'brand' | 'codeLength' | 'ttlSeconds',
    more: { placeholder?: string; unit?: string },
  ) => (
    <Input
      {...more}
      {...(more.unit === undefined ? {} : { inputMode: 'numeric' as const })}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <>
      <Field label={words.name} required error={faultOf(problem, 'name')}>
        {input('name', { placeholder: words.namePlaceholder })}
      </Field>
      <Field label={words.brand} required help={words.brandHelp} error={faultOf(problem, 'brand')}>
        {input('brand', { placeholder: 'Toko Bunga' })}
      </Field>
      <Field label={words.codeLength} help={words.codeLengthHelp} error={faultOf(problem, 'codeLength')}>
        {input('codeLength', { unit: words.digits })}
      </Field>
      <Field label={words.ttl} help={words.ttlHelp} error={faultOf(problem, 'ttlSeconds')}>
        {input('ttlSeconds', { unit: words.seconds })}
      </Field>
      <Field label={words.locale}>
        <Select
          value={draft.locale}
          options={(['id', 'en'] as const).map((value) => ({ value, label: words.locales[value] }))}
          onChange={(event) => onChange({ locale: event.target.value === 'en' ? 'en' : 'id' })}
        />
      </Field>
      <Field label={words.guard} help={t.verify.guards[draft.guard].help}>
        <Select
          value={draft.guard}
          options={GUARD_MODES.map((value) => ({ value, label: t.verify.guards[value].name }))}
          onChange={(event) => onChange({ guard: GuardMode.parse(event.target.value) })}
        />
      </Field>
    </>
  );
}

/** What the text carries beside the code. */
function TextFields({ draft, problem, onChange }: Fields) {
  const t = useT();
  const words = t.verify.form;
  const input = (name: 'sender' | 'appHash' | 'autofillDomain', placeholder = '') => (
    <Input
      placeholder={placeholder}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <>
      <Field
        label={words.sender}
        optional={t.common.optional}
        help={words.senderHelp}
        error={faultOf(problem, 'sender')}
      >
        {input('sender')}
      </Field>
      <Field label={words.domain} optional={t.common.optional} error={faultOf(problem, 'autofillDomain')}>
        {input('autofillDomain', 'tokobunga.co.id')}
      </Field>
      <Field label={words.appHash} optional={t.common.optional} error={faultOf(problem, 'appHash')}>
        {input('appHash')}
      </Field>
    </>
  );
}
