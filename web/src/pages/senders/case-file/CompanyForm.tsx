import { useState } from 'react';
import { faultOf } from '../../../api/problem.ts';
import { useAction } from '../../../api/use-action.ts';
import { useMay } from '../../../app/session.tsx';
import { Company } from '../../../contracts/registrations.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Section } from '../../../ui/layout/Page.tsx';

const FIELDS = [
  'legalName',
  'npwp',
  'nib',
  'address',
  'city',
  'website',
  'signatoryName',
  'signatoryTitle',
  'contactEmail',
  'contactPhone',
] as const;
const WIDE: readonly string[] = ['legalName', 'address', 'website'];

/** Who applies: the same for every sender. */
export function CompanyForm({ company }: { company: Company }) {
  const t = useT();
  const may = useMay();
  const words = t.caseFile;
  const { updatedAt: _, ...stored } = company;
  const [values, setValues] = useState(stored);
  const save = useAction({
    run: (api) => api.send('PATCH', '/v1/company', Company, values),
    refresh: ['senders'],
    said: () => words.companySaved,
    inForm: true,
  });
  return (
    <Section title={words.company} lead={words.companyLead}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <fieldset disabled={!may('senders:write')} className="flex flex-col gap-4">
          <div className="grid gap-4 sm:grid-cols-2">
            {FIELDS.map((field) => (
              <div key={field} className={WIDE.includes(field) ? 'sm:col-span-2' : ''}>
                <Field label={words.fields[field]} error={faultOf(save.error, field)}>
                  <Input
                    value={values[field]}
                    maxLength={400}
                    onChange={(event) => setValues({ ...values, [field]: event.target.value })}
                  />
                </Field>
              </div>
            ))}
          </div>
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
