import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { RouteRule } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { ChannelOrder } from './ChannelOrder.tsx';
import { ConditionFields } from './ConditionFields.tsx';
import { FallbackFields } from './FallbackFields.tsx';
import { bodyOf, draftOf, EMPTY_DRAFT, readPrefixes, type RouteDraft } from './route-draft.ts';

/** A new rule, or the one that is given. */
export function RouteEditor({ rule, onClose }: { rule: RouteRule | undefined; onClose: () => void }) {
  const t = useT();
  const words = t.routes;
  const formId = useId();
  const [draft, setDraft] = useState<RouteDraft>(rule === undefined ? EMPTY_DRAFT : draftOf(rule));
  const [tried, setTried] = useState(false);
  const change = (part: Partial<RouteDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const valid = readPrefixes(draft.prefixes) !== undefined && draft.channels.length > 0;
  const save = useAction<void, RouteRule>({
    run: (api) =>
      rule === undefined
        ? api.send('POST', '/v1/routes', RouteRule, bodyOf(draft))
        : api.send('PATCH', `/v1/routes/${encodeURIComponent(rule.id)}`, RouteRule, bodyOf(draft)),
    refresh: ['routes'],
    said: ({ name }) => (rule === undefined ? words.created(name) : t.common.saved),
    onDone: onClose,
    inForm: true,
  });
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={rule === undefined ? words.add : words.edit}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={save.isPending}>
            {rule === undefined ? t.common.add : t.common.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (valid) save.mutate();
        }}
      >
        <Field label={words.form.name} required error={faultOf(save.error, 'name')}>
          <Input
            autoFocus
            maxLength={80}
            placeholder={words.form.namePlaceholder}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <ConditionFields draft={draft} tried={tried} problem={save.error} onChange={change} />
        <ChannelOrder draft={draft} tried={tried} onChange={change} />
        <FallbackFields draft={draft} onChange={change} />
        <FormProblem problem={save.error} />
      </form>
    </Dialog>
  );
}
