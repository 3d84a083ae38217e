import { Upload } from 'lucide-react';
import { useState } from 'react';
import { faultOf } from '../../../api/problem.ts';
import { useUpload } from '../../../api/upload.ts';
import { useAction } from '../../../api/use-action.ts';
import { CaseFile, DocumentKind, OPERATORS } from '../../../contracts/registrations.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/form/Checkbox.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Input } from '../../../ui/form/Input.tsx';
import { Select } from '../../../ui/form/Select.tsx';

const OF_COMPANY: readonly DocumentKind[] = ['npwp', 'nib', 'akta', 'ktp'];
const TYPES = 'application/pdf,image/png,image/jpeg';

/** Uploads a paper and puts it on the case in one go. */
export function AddDocument({ file }: { file: CaseFile }) {
  const t = useT();
  const words = t.caseFile;
  const upload = useUpload();
  const [chosen, setChosen] = useState<File | null>(null);
  const [kind, setKind] = useState<DocumentKind>('npwp');
  const [operator, setOperator] = useState('');
  const [hasMaterai, setMaterai] = useState(false);
  const [validUntil, setValidUntil] = useState('');
  const [forCompany, setForCompany] = useState(true);
  /** A file input cannot be emptied; another one can stand in its place. */
  const [round, setRound] = useState(0);
  const choose = (next: DocumentKind): void => {
    setKind(next);
    setForCompany(OF_COMPANY.includes(next));
    setMaterai(next === 'loa');
  };
  const add = useAction({
    run: async (api) => {
      if (chosen === null) return undefined;
      const stored = await upload.mutateAsync({ file: chosen, purpose: 'document' });
      return api.send('POST', `/v1/senders/${file.sender.id}/documents`, CaseFile, {
        kind,
        scope: forCompany ? 'company' : 'sender',
        file: stored.id,
        hasMaterai,
        ...(operator === '' ? {} : { operator }),
        ...(validUntil === '' ? {} : { validUntil }),
      });
    },
    refresh: ['senders'],
    said: () => words.uploaded,
    onDone: () => {
      setChosen(null);
      setRound(round + 1);
    },
    inForm: true,
  });
  return (
    <form
      className="mt-4 flex flex-col gap-3 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <KindFields kind={kind} operator={operator} onKind={choose} onOperator={setOperator} />
        <Field label={words.validUntil} optional={t.common.optional} error={faultOf(add.error, 'validUntil')}>
          <Input type="date" value={validUntil} onChange={(event) => setValidUntil(event.target.value)} />
        </Field>
        <Field label={words.file} required error={faultOf(add.error, 'file')}>
          <Input
            key={round}
            type="file"
            accept={TYPES}
            className="py-1.5 text-xs"
            onChange={(event) => setChosen(event.target.files?.[0] ?? null)}
          />
        </Field>
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <Checkbox label={words.materai} checked={hasMaterai} onChange={setMaterai} />
        <Checkbox label={words.forCompany} checked={forCompany} onChange={setForCompany} />
      </div>
      <FormProblem problem={add.error} />
      <div>
        <Button type="submit" icon={Upload} disabled={chosen === null} busy={add.isPending}>
          {words.upload}
        </Button>
      </div>
    </form>
  );
}

interface KindFieldsProps {
  readonly kind: DocumentKind;
  readonly operator: string;
  readonly onKind: (kind: DocumentKind) => void;
  readonly onOperator: (operator: string) => void;
}

function KindFields({ kind, operator, onKind, onOperator }: KindFieldsProps) {
  const t = useT();
  const words = t.caseFile;
  return (
    <>
      <Field label={words.kind}>
        <Select
          value={kind}
          onChange={(event) => onKind(DocumentKind.parse(event.target.value))}
          options={DocumentKind.options.map((value) => ({ value, label: words.kinds[value] }))}
        />
      </Field>
      <Field label={words.operator}>
        <Select
          value={operator}
          onChange={(event) => onOperator(event.target.value)}
          options={[
            { value: '', label: words.anyOperator },
            ...OPERATORS.map((value) => ({ value, label: t.operators[value].name })),
          ]}
        />
      </Field>
    </>
  );
}
