import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useMay } from '../../app/session.tsx';
import { LIMIT_NAMES, type Limits, Replay, Service } from '../../contracts/verify.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Section } from '../../ui/layout/Page.tsx';
import { RateLimits } from './RateLimits.tsx';

/** The wire speaks minor units; people speak rupiah. */
const MINOR = 100;
type LimitName = (typeof LIMIT_NAMES)[number];
const shown = (name: LimitName, value: number): string =>
  String(name === 'spendHour' ? value / MINOR : value);
const stored = (name: LimitName, typed: string): number => Number(typed) * (name === 'spendHour' ? MINOR : 1);

export function LimitForm({ services }: { services: readonly Service[] }) {
  const t = useT();
  const [id, setId] = useState(services[0]?.id ?? '');
  const service = services.find((one) => one.id === id) ?? services[0];
  if (service === undefined) return null;
  const choose = (
    <Select
      size="sm"
      aria-label={t.verify.service}
      value={service.id}
      options={services.map((one) => ({ value: one.id, label: one.name }))}
      onChange={(event) => setId(event.target.value)}
    />
  );
  return (
    <div className="flex flex-col gap-5">
      <Section title={t.verify.limitForm.title} lead={t.verify.limitForm.lead} action={choose}>
        <Fields key={service.id} service={service} />
      </Section>
      <RateLimits key={service.id} service={service} />
    </div>
  );
}

function Fields({ service }: { service: Service }) {
  const t = useT();
  const words = t.verify.limitForm;
  const may = useMay();
  const [typed, setTyped] = useState<Partial<Record<LimitName, string>>>({});
  const valueOf = (name: LimitName): string => typed[name] ?? shown(name, service.limits[name]);
  const wished = (): Partial<Limits> =>
    Object.fromEntries(LIMIT_NAMES.map((name) => [name, stored(name, valueOf(name))]));
  const save = useAction({
    run: (api) => api.send('PATCH', `/v1/verify/services/${service.id}`, Service, { limits: wished() }),
    refresh: ['verify'],
    said: () => words.saved,
    inForm: true,
  });
  const replay = useAction({
    run: (api) => api.send('POST', `/v1/verify/services/${service.id}/replay`, Replay, { limits: wished() }),
    inForm: true,
  });
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {LIMIT_NAMES.map((name) => (
          <Field
            key={name}
            label={t.verify.limits[name].name}
            help={t.verify.limits[name].unit}
            error={faultOf(save.error ?? replay.error, `limits.${name}`)}
          >
            <Input
              inputMode="numeric"
              readOnly={!may('verify:manage')}
              value={valueOf(name)}
              onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      <FormProblem problem={save.error ?? replay.error} />
      <div className="flex flex-wrap gap-2">
        {may('verify:manage') && (
          <Button type="submit" look="primary" busy={save.isPending}>
            {t.common.save}
          </Button>
        )}
        <Button busy={replay.isPending} onClick={() => replay.mutate()}>
          {words.replay}
        </Button>
      </div>
      {replay.data !== undefined && <Replayed replay={replay.data} />}
    </form>
  );
}

function Replayed({ replay }: { replay: Replay }) {
  const words = useT().verify.limitForm;
  const format = useFormat();
  if (replay.stopped === 0)
    return (
      <p role="status" className="text-sm text-muted">
        {words.nothing}
      </p>
    );
  return (
    <ul role="status" className="rise flex flex-col gap-1 rounded-md bg-sunken px-4 py-3 text-sm">
      <li className="font-semibold">
        {words.replayed(format.number(replay.stopped), format.number(replay.sent))}
      </li>
      <li className="text-muted">{words.verified(format.number(replay.stoppedVerified))}</li>
      <li className="text-muted">{words.savedMoney(format.money(replay.saved))}</li>
    </ul>
  );
}
