import { CircleAlert, CircleCheck, CircleDashed, Download, type LucideIcon } from 'lucide-react';
import { useDownload } from '../../../api/download.ts';
import type { CaseFile, OperatorCase, Requirement } from '../../../contracts/registrations.ts';
import type { Sender } from '../../../contracts/routing.ts';
import { useLocale, useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Badge } from '../../../ui/data/Badge.tsx';
import { Section } from '../../../ui/layout/Page.tsx';
import { RegistrationEditor } from '../RegistrationEditor.tsx';

const LOOKS: Readonly<Record<Requirement['state'], { icon: LucideIcon; className: string }>> = {
  done: { icon: CircleCheck, className: 'text-good' },
  missing: { icon: CircleDashed, className: 'text-faint' },
  expired: { icon: CircleAlert, className: 'text-bad' },
};

/** Operator by operator: what it said, what it still wants, and the letter to it. */
export function OperatorCases({ file, sender }: { file: CaseFile; sender: Sender | undefined }) {
  const t = useT();
  const download = useDownload();
  return (
    <Section title={t.caseFile.operators} lead={t.caseFile.letterHelp}>
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-3">
        {file.operators.map((one) => (
          <div key={one.operator} className="min-w-0">
            <ul>{sender !== undefined && <RegistrationEditor sender={sender} operator={one.operator} />}</ul>
            <p className="text-xs text-muted">{t.caseFile.brands[one.operator]}</p>
            <Ending one={one} />
            <Checklist one={one} />
            <Button
              size="sm"
              icon={Download}
              className="mt-3"
              busy={download.isPending && download.variables?.name === letterName(file, one)}
              onClick={() =>
                download.mutate({
                  path: `/v1/senders/${file.sender.id}/letters/${one.operator}`,
                  name: letterName(file, one),
                })
              }
            >
              {t.caseFile.letter}
              <span className="sr-only">{t.caseFile.download(t.operators[one.operator].name)}</span>
            </Button>
          </div>
        ))}
      </div>
    </Section>
  );
}

const letterName = (file: CaseFile, { operator }: OperatorCase): string =>
  `LoA-${file.sender.address.replace(/\W+/g, '-')}-${operator}.html`;

/** Thirty days before the end it begins to matter. */
const SOON_DAYS = 30;

function Ending({ one: { status, daysLeft } }: { one: OperatorCase }) {
  const t = useT();
  if (daysLeft === null || daysLeft > SOON_DAYS || (status !== 'approved' && status !== 'expired'))
    return null;
  return (
    <p className="mt-2">
      <Badge tone={daysLeft <= 7 ? 'bad' : 'hold'} icon={CircleAlert}>
        {t.senders.ending.days(daysLeft)}
      </Badge>
    </p>
  );
}

function Checklist({ one: { requirements } }: { one: OperatorCase }) {
  const t = useT();
  const locale = useLocale();
  const done = requirements.filter(({ state }) => state === 'done').length;
  return (
    <details className="mt-3" open={done < requirements.length}>
      <summary className="cursor-pointer text-sm font-semibold">
        {done === requirements.length ? t.caseFile.complete : t.caseFile.ready(done, requirements.length)}
      </summary>
      <ul className="mt-2 flex flex-col gap-1.5">
        {requirements.map(({ code, state, label, help }) => {
          const { icon: Icon, className } = LOOKS[state];
          return (
            <li key={code} className="flex gap-2 text-sm" title={help[locale]}>
              <Icon aria-hidden size={16} className={cx('mt-0.5 shrink-0', className)} />
              <span className={cx('min-w-0', state === 'done' && 'text-muted')}>
                {label[locale]}
                <span className="sr-only">: {t.caseFile[state]}</span>
                {state !== 'done' && <span className="block text-xs text-muted">{help[locale]}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
