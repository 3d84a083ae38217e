import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { GUARD_MODES, GuardMode, Service } from '../../contracts/verify.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

/** A new service, or a change to one. */
export function ServiceForm({ service, onClose }: { service?: Service; onClose: () => void }) {
  const t = useT();
  const words = t.verify.form;
  const formId = useId();
  const [draft, setDraft] = useState({
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
  const change = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part });
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const save = useAction({
    run: (api) => {
      const body = {
        ...draft,
        codeLength: Number(draft.codeLength),
        ttlSeconds: Number(draft.ttlSeconds),
        sender: orNull(draft.sender),
        appHash: orNull(draft.appHash),
        autofillDomain: orNull(draft.autofillDomain),
      };
      return service === undefined
        ? api.send('POST', '/v1/verify/services', Service, body)
        : api.send('PATCH', `/v1/verify/services/${service.id}`, Service, body);
    },
    refresh: ['verify'],
    said: ({ name }) => (service === undefined ? t.verify.created(name) : t.common.saved),
    onDone: onClose,
    inForm: true,
  });
  const text = (name: 'name' | 'brand' | 'sender' | 'appHash' | 'autofillDomain', placeholder = '') => (
    <Input
      placeholder={placeholder}
      value={draft[name]}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  );
  const number = (name: 'codeLength' | 'ttlSeconds', unit: string) => (
    <Input
      inputMode="numeric"
      unit={unit}
      value={draft[name]}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  );
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
        <Field label={words.name} required error={faultOf(save.error, 'name')}>
          {text('name', words.namePlaceholder)}
        </Field>
        <Field label={words.brand} required help={words.brandHelp} error={faultOf(save.error, 'brand')}>
          {text('brand', 'Toko Bunga')}
        </Field>
        <Field label={words.codeLength} help={words.codeLengthHelp} error={faultOf(save.error, 'codeLength')}>
          {number('codeLength', words.digits)}
        </Field>
        <Field label={words.ttl} help={words.ttlHelp} error={faultOf(save.error, 'ttlSeconds')}>
          {number('ttlSeconds', words.seconds)}
        </Field>
        <Field label={words.locale}>
          <Select
            value={draft.locale}
            options={(['id', 'en'] as const).map((value) => ({ value, label: words.locales[value] }))}
            onChange={(event) => change({ locale: event.target.value === 'en' ? 'en' : 'id' })}
          />
        </Field>
        <Field label={words.guard} help={t.verify.guards[draft.guard].help}>
          <Select
            value={draft.guard}
            options={GUARD_MODES.map((value) => ({ value, label: t.verify.guards[value].name }))}
            onChange={(event) => change({ guard: GuardMode.parse(event.target.value) })}
          />
        </Field>
        <Field
          label={words.sender}
          optional={t.common.optional}
          help={words.senderHelp}
          error={faultOf(save.error, 'sender')}
        >
          {text('sender')}
        </Field>
        <Field
          label={words.domain}
          optional={t.common.optional}
          error={faultOf(save.error, 'autofillDomain')}
        >
          {text('autofillDomain', 'tokobunga.co.id')}
        </Field>
        <Field label={words.appHash} optional={t.common.optional} error={faultOf(save.error, 'appHash')}>
          {text('appHash')}
        </Field>
        <div className="sm:col-span-2">
          <FormProblem problem={save.error} />
        </div>
      </form>
    </Dialog>
  );
}
