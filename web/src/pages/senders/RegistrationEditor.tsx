import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { type Operator, RegistrationStatus, type Sender } from '../../contracts/routing.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input, Textarea } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { RegistrationMark } from './RegistrationMark.tsx';

interface RegistrationEditorProps {
  readonly sender: Sender;
  readonly operator: Operator;
}

/** One operator's answer: shown in two lines, edited in place. */
export function RegistrationEditor({ sender, operator }: RegistrationEditorProps) {
  const t = useT();
  const format = useFormat();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const registration = sender.registrations.find((found) => found.operator === operator);
  const expires = registration?.expiresAt ?? null;
  const notes = [
    registration?.reference,
    expires === null ? null : t.senders.until(format.date(expires)),
    registration?.note,
  ].filter((part) => typeof part === 'string' && part !== '');
  return (
    <li className="py-3">
      <div className="flex items-center justify-between gap-3">
        <span className="min-w-0 text-sm font-semibold">{t.operators[operator].name}</span>
        <span className="flex shrink-0 items-center gap-1.5">
          <RegistrationMark status={registration?.status ?? 'not_started'} />
          {may('senders:write') && !editing && (
            <Button look="quiet" size="sm" onClick={() => setEditing(true)}>
              {t.common.edit}
              <span className="sr-only">{t.operators[operator].name}</span>
            </Button>
          )}
        </span>
      </div>
      {!editing && notes.length > 0 && <p className="mt-1 text-xs text-muted">{notes.join(' · ')}</p>}
      {editing && <RegistrationForm sender={sender} operator={operator} onClose={() => setEditing(false)} />}
    </li>
  );
}

function RegistrationForm({ sender, operator, onClose }: RegistrationEditorProps & { onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const before = sender.registrations.find((found) => found.operator === operator);
  const [status, setStatus] = useState<Sender['registrations'][number]['status']>(
    before?.status ?? 'not_started',
  );
  const [reference, setReference] = useState(before?.reference ?? '');
  const [note, setNote] = useState(before?.note ?? '');
  const [until, setUntil] = useState(
    typeof before?.expiresAt === 'string' ? format.day(before.expiresAt) : '',
  );
  const save = useAction({
    run: (api) =>
      api.send('PUT', `/v1/senders/${sender.id}/registrations/${operator}`, Nothing, {
        status,
        reference: reference.trim() === '' ? null : reference,
        note: note.trim() === '' ? null : note,
        expiresAt: until === '' ? null : new Date(`${until}T00:00:00Z`).toISOString(),
      }),
    refresh: ['senders'],
    said: () => t.senders.updated(t.operators[operator].name),
    onDone: onClose,
    inForm: true,
  });
  return (
    <form
      className="rise mt-3 flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Field label={t.senders.state}>
        <Select
          autoFocus
          value={status}
          onChange={(event) => setStatus(RegistrationStatus.parse(event.target.value))}
          options={RegistrationStatus.options.map((value) => ({ value, label: t.senders.states[value] }))}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t.senders.reference} error={faultOf(save.error, 'reference')}>
          <Input value={reference} maxLength={80} onChange={(event) => setReference(event.target.value)} />
        </Field>
        <Field label={t.senders.expiresAt} error={faultOf(save.error, 'expiresAt')}>
          <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </Field>
      </div>
      <Field label={t.senders.note} error={faultOf(save.error, 'note')}>
        <Textarea rows={2} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <FormProblem problem={save.error} />
      <div className="flex gap-2">
        <Button type="submit" look="primary" size="sm" busy={save.isPending}>
          {t.common.save}
        </Button>
        <Button size="sm" onClick={onClose}>
          {t.common.cancel}
        </Button>
      </div>
    </form>
  );
}
