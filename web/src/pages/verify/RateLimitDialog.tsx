import { Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { type ApiProblem, faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { RATE_LIMIT_NAME, type RateBucket, RateLimit } from '../../contracts/verify.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { INTERVAL_UNITS, type IntervalUnit, SECONDS_OF, saidInterval } from './interval.ts';

const MOST_BUCKETS = 10;

interface Draft {
  readonly key: number;
  readonly max: string;
  readonly count: string;
  readonly unit: IntervalUnit;
}
const FIRST: Draft = { key: 0, max: '5', count: '10', unit: 'minute' };

const draftOf = ({ max, intervalSeconds }: RateBucket, key: number): Draft => {
  const { count, unit } = saidInterval(intervalSeconds);
  return { key, max: String(max), count: String(count), unit };
};

/** Makes a rate limit, or changes one: its name stays, because requests write it. */
export function RateLimitDialog({
  path,
  limit,
  onClose,
}: {
  path: string;
  limit: RateLimit | null;
  onClose: () => void;
}) {
  const t = useT();
  const words = t.verify.rateLimits;
  const formId = useId();
  const [name, setName] = useState('');
  const [description, setDescription] = useState(limit?.description ?? '');
  const [drafts, setDrafts] = useState<readonly Draft[]>(limit?.buckets.map(draftOf) ?? [FIRST]);
  const save = useAction({
    run: (api) => {
      const wish = {
        description: description.trim() === '' ? null : description.trim(),
        buckets: drafts.map(({ max, count, unit }) => ({
          max: Number(max),
          intervalSeconds: Number(count) * SECONDS_OF[unit],
        })),
      };
      return limit === null
        ? api.send('POST', path, RateLimit, { name: name.trim(), ...wish })
        : api.send('PATCH', `${path}/${limit.id}`, RateLimit, wish);
    },
    refresh: ['verify'],
    said: (saved) => (limit === null ? words.created(saved.name) : words.changed(saved.name)),
    onDone: onClose,
    inForm: true,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={limit === null ? words.add : words.change(limit.name)}
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
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {limit === null && <NameField name={name} problem={save.error} onChange={setName} />}
        <Field
          label={words.description}
          optional={t.common.optional}
          error={faultOf(save.error, 'description')}
        >
          <Input
            autoFocus={limit !== null}
            maxLength={255}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </Field>
        <BucketFields drafts={drafts} problem={save.error} onChange={setDrafts} />
        <FormProblem problem={save.error} />
      </form>
    </Dialog>
  );
}

function NameField({
  name,
  problem,
  onChange,
}: {
  name: string;
  problem: ApiProblem | null;
  onChange: (name: string) => void;
}) {
  const words = useT().verify.rateLimits;
  const fault = faultOf(problem, 'name');
  return (
    <Field
      label={words.name}
      help={words.nameHelp}
      required
      error={fault === undefined || RATE_LIMIT_NAME.test(name.trim()) ? fault : words.nameFault}
    >
      <Input
        autoFocus
        mono
        maxLength={64}
        placeholder="login_ip"
        value={name}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

/** So many codes within so long; several of them catch what is fast and what is slow. */
function BucketFields({
  drafts,
  problem,
  onChange,
}: {
  drafts: readonly Draft[];
  problem: ApiProblem | null;
  onChange: (drafts: readonly Draft[]) => void;
}) {
  const words = useT().verify.rateLimits;
  const add = () =>
    onChange([
      ...drafts,
      { key: 1 + Math.max(-1, ...drafts.map(({ key }) => key)), max: '20', count: '1', unit: 'day' },
    ]);
  return (
    <>
      {drafts.map((draft, at) => (
        <BucketRow
          key={draft.key}
          draft={draft}
          faults={[
            faultOf(problem, `buckets[${at}].max`),
            faultOf(problem, `buckets[${at}].intervalSeconds`),
          ]}
          onChange={(part) => onChange(drafts.map((one) => (one === draft ? { ...draft, ...part } : one)))}
          onRemove={drafts.length === 1 ? undefined : () => onChange(drafts.filter((one) => one !== draft))}
        />
      ))}
      {drafts.length < MOST_BUCKETS && (
        <Button size="sm" icon={Plus} className="self-start" onClick={add}>
          {words.addBucket}
        </Button>
      )}
    </>
  );
}

function BucketRow({
  draft,
  faults: [mostFault, intervalFault],
  onChange,
  onRemove,
}: {
  draft: Draft;
  faults: readonly [string | undefined, string | undefined];
  onChange: (part: Partial<Draft>) => void;
  onRemove: (() => void) | undefined;
}) {
  const words = useT().verify.rateLimits;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(7.25rem,1fr)_auto] items-end gap-2">
      <Field label={words.most} required error={mostFault}>
        <Input
          inputMode="numeric"
          value={draft.max}
          onChange={(event) => onChange({ max: event.target.value })}
        />
      </Field>
      <Field label={words.within} required error={intervalFault}>
        <Input
          inputMode="numeric"
          value={draft.count}
          onChange={(event) => onChange({ count: event.target.value })}
        />
      </Field>
      <Select
        aria-label={words.unit}
        value={draft.unit}
        options={INTERVAL_UNITS.map((value) => ({ value, label: words.units[value] }))}
        onChange={(event) =>
          onChange({ unit: INTERVAL_UNITS.find((unit) => unit === event.target.value) ?? 'minute' })
        }
      />
      {onRemove !== undefined && <IconButton icon={Trash2} label={words.removeBucket} onClick={onRemove} />}
    </div>
  );
}
