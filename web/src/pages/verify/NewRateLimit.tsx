import { Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { type ApiProblem, faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { RATE_LIMIT_NAME, RateLimit } from '../../contracts/verify.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { INTERVAL_UNITS, type IntervalUnit, SECONDS_OF } from './interval.ts';

const MOST_BUCKETS = 10;

interface Draft {
  readonly key: number;
  readonly max: string;
  readonly count: string;
  readonly unit: IntervalUnit;
}
const FIRST: Draft = { key: 0, max: '5', count: '10', unit: 'minute' };

export function NewRateLimit({ path, onClose }: { path: string; onClose: () => void }) {
  const t = useT();
  const words = t.verify.rateLimits;
  const formId = useId();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [drafts, setDrafts] = useState<readonly Draft[]>([FIRST]);
  const create = useAction({
    run: (api) =>
      api.send('POST', path, RateLimit, {
        name: name.trim(),
        description: description.trim() === '' ? null : description.trim(),
        buckets: drafts.map(({ max, count, unit }) => ({
          max: Number(max),
          intervalSeconds: Number(count) * SECONDS_OF[unit],
        })),
      }),
    refresh: ['verify'],
    said: (made) => words.created(made.name),
    onDone: onClose,
    inForm: true,
  });
  const nameFault = faultOf(create.error, 'name');
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.add}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={create.isPending}>
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
          create.mutate();
        }}
      >
        <Field
          label={words.name}
          help={words.nameHelp}
          required
          error={nameFault === undefined || RATE_LIMIT_NAME.test(name.trim()) ? nameFault : words.nameFault}
        >
          <Input
            autoFocus
            mono
            maxLength={64}
            placeholder="login_ip"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field
          label={words.description}
          optional={t.common.optional}
          error={faultOf(create.error, 'description')}
        >
          <Input
            maxLength={255}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </Field>
        <BucketFields drafts={drafts} problem={create.error} onChange={setDrafts} />
        <FormProblem problem={create.error} />
      </form>
    </Dialog>
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
      { key: 1 + Math.max(...drafts.map(({ key }) => key)), max: '20', count: '1', unit: 'day' },
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
