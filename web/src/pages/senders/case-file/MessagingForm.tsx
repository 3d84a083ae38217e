import { useState } from 'react';
import { faultOf } from '../../../api/problem.ts';
import { useAction } from '../../../api/use-action.ts';
import { useMay } from '../../../app/session.tsx';
import { CaseFile } from '../../../contracts/registrations.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/form/Checkbox.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Input, Textarea } from '../../../ui/form/Input.tsx';
import { Section } from '../../../ui/layout/Page.tsx';

const CATEGORIES = ['otp', 'transactional', 'marketing'] as const;

/** What the sender is for, and the texts as they were registered. */
export function MessagingForm({ file }: { file: CaseFile }) {
  const t = useT();
  const may = useMay();
  const words = t.caseFile;
  const [brand, setBrand] = useState(file.brand);
  const [purpose, setPurpose] = useState(file.purpose);
  const [categories, setCategories] = useState(file.categories);
  const [volume, setVolume] = useState(file.monthlyVolume === null ? '' : String(file.monthlyVolume));
  const [samples, setSamples] = useState(file.samples.join('\n'));
  const save = useAction({
    run: (api) =>
      api.send('PATCH', `/v1/senders/${file.sender.id}/case-file`, CaseFile, {
        brand,
        purpose,
        categories,
        monthlyVolume: volume === '' ? null : Number(volume),
        samples: samples
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      }),
    refresh: ['senders', 'templates'],
    said: () => words.saved,
    inForm: true,
  });
  return (
    <Section title={words.about}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <fieldset disabled={!may('senders:write')} className="flex flex-col gap-4">
          <Field label={words.brand} help={words.brandHelp} error={faultOf(save.error, 'brand')}>
            <Input maxLength={60} value={brand} onChange={(event) => setBrand(event.target.value)} />
          </Field>
          <Field label={words.purpose} error={faultOf(save.error, 'purpose')}>
            <Textarea
              rows={2}
              maxLength={400}
              placeholder={words.purposePlaceholder}
              value={purpose}
              onChange={(event) => setPurpose(event.target.value)}
            />
          </Field>
          <CategoryPicker categories={categories} onChange={setCategories} />
          <Field label={words.volume} error={faultOf(save.error, 'monthlyVolume')}>
            <Input
              type="number"
              min={0}
              unit={words.messages}
              value={volume}
              onChange={(event) => setVolume(event.target.value)}
            />
          </Field>
          <Field label={words.samples} help={words.samplesHelp} error={faultOf(save.error, 'samples')}>
            <Textarea rows={4} value={samples} onChange={(event) => setSamples(event.target.value)} />
          </Field>
          <FormProblem problem={save.error} />
          {may('senders:write') && (
            <div>
              <Button type="submit" look="primary" busy={save.isPending}>
                {t.common.save}
              </Button>
            </div>
          )}
        </fieldset>
      </form>
    </Section>
  );
}

function CategoryPicker({
  categories,
  onChange,
}: {
  categories: CaseFile['categories'];
  onChange: (categories: CaseFile['categories']) => void;
}) {
  const words = useT().caseFile;
  return (
    <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
      <legend className="mb-1.5 text-sm font-semibold">{words.categories}</legend>
      {CATEGORIES.map((category) => (
        <Checkbox
          key={category}
          label={words.categoryNames[category]}
          checked={categories.includes(category)}
          onChange={(checked) =>
            onChange(checked ? [...categories, category] : categories.filter((other) => other !== category))
          }
        />
      ))}
    </fieldset>
  );
}
