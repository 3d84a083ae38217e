import { CircleCheck, CircleX, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { usePhoneDrawer } from '../../app/phone-drawer.ts';
import { CheckResult, type Service, Verification } from '../../contracts/verify.ts';
import { formatPhone } from '../../i18n/format.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Section } from '../../ui/layout/Page.tsx';

/** A code to the virtual phone and back: the whole way, with the real limits. */
export function TryIt({ services }: { services: readonly Service[] }) {
  const t = useT();
  const words = t.verify.tryIt;
  const phone = usePhoneDrawer();
  const [begun, setBegun] = useState<Verification | null>(null);
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Section title={words.title} lead={words.lead}>
        {begun === null ? (
          <StartForm services={services} onBegun={setBegun} />
        ) : (
          <CheckForm verification={begun} onAgain={() => setBegun(null)} onResent={setBegun} />
        )}
      </Section>
      <Section title={t.verify.sample}>
        <div className="flex flex-col gap-4">
          {services.map(({ id, name, sampleText }) => (
            <figure key={id}>
              <figcaption className="mb-1 text-xs text-muted">{name}</figcaption>
              <p className="w-fit max-w-full rounded-lg rounded-bl-sm bg-sunken px-3 py-2 text-sm break-words whitespace-pre-wrap">
                {sampleText}
              </p>
            </figure>
          ))}
          {phone.available && (
            <Button icon={Smartphone} className="self-start" onClick={() => phone.setOpen(true)}>
              {words.openPhone}
            </Button>
          )}
        </div>
      </Section>
    </div>
  );
}

function StartForm({
  services,
  onBegun,
}: {
  services: readonly Service[];
  onBegun: (begun: Verification) => void;
}) {
  const t = useT();
  const words = t.verify.tryIt;
  const [serviceId, setServiceId] = useState(services[0]?.id ?? '');
  const [to, setTo] = useState('');
  const service = services.find(({ id }) => id === serviceId) ?? services[0];
  const [purpose, setPurpose] = useState('');
  const start = useAction({
    run: (api) =>
      api.send('POST', '/v1/verifications', Verification, {
        service: service?.id,
        to,
        ...(purpose === '' ? {} : { purpose }),
      }),
    refresh: ['verify'],
    said: (made) => words.sent(formatPhone(made.to)),
    onDone: onBegun,
    inForm: true,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <Field label={t.verify.service}>
        <Select
          value={service?.id ?? ''}
          options={services.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => {
            setServiceId(event.target.value);
            setPurpose('');
          }}
        />
      </Field>
      <Field label={words.purpose}>
        <Select
          value={purpose === '' ? (service?.purposes[0]?.name ?? '') : purpose}
          options={(service?.purposes ?? []).map(({ name, label }) => ({ value: name, label }))}
          onChange={(event) => setPurpose(event.target.value)}
        />
      </Field>
      <Field label={words.to} required error={faultOf(start.error, 'to')}>
        <Input
          type="tel"
          placeholder="0812-3456-7890"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </Field>
      <FormProblem problem={start.error} />
      <Button type="submit" look="primary" className="self-start" busy={start.isPending}>
        {words.send}
      </Button>
    </form>
  );
}

function CheckForm({
  verification,
  onAgain,
  onResent,
}: {
  verification: Verification;
  onAgain: () => void;
  onResent: (begun: Verification) => void;
}) {
  const words = useT().verify.tryIt;
  const [code, setCode] = useState('');
  const path = `/v1/verifications/${verification.id}`;
  const check = useAction({
    run: (api) => api.send('POST', `${path}/check`, CheckResult, { code }),
    refresh: ['verify'],
    inForm: true,
  });
  const resend = useAction({
    run: (api) => api.send('POST', `${path}/resend`, Verification, {}),
    said: (made) => words.sent(formatPhone(made.to)),
    onDone: onResent,
  });
  const right = check.data?.valid === true;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        check.mutate();
      }}
    >
      <p className="text-sm text-muted">{words.sent(formatPhone(verification.to))}</p>
      <Field label={words.code} required error={faultOf(check.error, 'code')}>
        <Input
          mono
          autoFocus
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          disabled={right}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
      <FormProblem problem={check.error} />
      {check.data !== undefined && (
        <p
          role="status"
          className={`flex items-start gap-2 text-sm font-semibold ${right ? 'text-good' : 'text-bad'}`}
        >
          {right ? (
            <CircleCheck aria-hidden size={18} className="mt-px shrink-0" />
          ) : (
            <CircleX aria-hidden size={18} className="mt-px shrink-0" />
          )}
          {right ? words.right : words.wrong}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {!right && (
          <Button type="submit" look="primary" busy={check.isPending}>
            {words.check}
          </Button>
        )}
        {!right && (
          <Button busy={resend.isPending} onClick={() => resend.mutate()}>
            {words.resend}
          </Button>
        )}
        <Button look="quiet" onClick={onAgain}>
          {words.again}
        </Button>
      </div>
    </form>
  );
}
