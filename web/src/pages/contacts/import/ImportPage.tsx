import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, Check } from 'lucide-react';
import { Fragment } from 'react';
import type { Import } from '../../../contracts/contacts.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { buttonClass } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Page, Surface } from '../../../ui/layout/Page.tsx';
import { QueryView } from '../../../ui/state/QueryView.tsx';
import { MappingStep } from './MappingStep.tsx';
import { ProgressStep } from './ProgressStep.tsx';
import { ReportStep } from './ReportStep.tsx';
import { UploadStep } from './UploadStep.tsx';
import { useImport } from './use-imports.ts';

const route = getRouteApi('/console/contacts/import');

/** Which import it is stands in the address, and where it is the server knows: a reload goes on where it was. */
export function ImportPage() {
  const t = useT();
  const words = t.contactTransfer;
  const { id } = route.useSearch();
  const back = (
    <Link to="/contacts" className={buttonClass({ look: 'quiet' })}>
      <ArrowLeft aria-hidden size={16} />
      {words.back}
    </Link>
  );
  return (
    <Page title={words.title} lead={words.lead} action={back}>
      {id === undefined ? (
        <>
          <Steps at={0} />
          <UploadStep />
        </>
      ) : (
        <OneImport key={id} id={id} />
      )}
    </Page>
  );
}

const STEP: Readonly<Record<Import['state'], number>> = {
  draft: 1,
  waiting: 2,
  running: 2,
  done: 3,
  canceled: 3,
  failed: 3,
};

function OneImport({ id }: { id: string }) {
  const query = useImport(id);
  return (
    <>
      <Steps at={query.data === undefined ? 1 : STEP[query.data.state]} />
      <QueryView query={query}>
        {(one) => {
          const step = STEP[one.state];
          if (step === 1) return <MappingStep one={one} />;
          return step === 2 ? <ProgressStep one={one} /> : <ReportStep one={one} />;
        }}
      </QueryView>
    </>
  );
}

/** On a phone only the step that it is at has room for its name. */
function Steps({ at }: { at: number }) {
  const words = useT().contactTransfer;
  return (
    <Surface className="px-4 py-3">
      <ol aria-label={words.step(at + 1, words.steps.length)} className="flex items-center gap-2 text-sm">
        {words.steps.map((name, i) => (
          <Fragment key={name}>
            {i > 0 && <li aria-hidden className="h-px min-w-3 flex-1 bg-line" />}
            <li
              aria-current={i === at ? 'step' : undefined}
              className={cx('flex items-center gap-2', i === at ? 'font-semibold' : 'text-muted')}
            >
              <span
                className={cx(
                  'inline-flex size-6 shrink-0 items-center justify-center rounded-full text-xs font-semibold',
                  i === at
                    ? 'bg-accent text-accent-on'
                    : i < at
                      ? 'bg-good-soft text-good'
                      : 'bg-dim-soft text-dim',
                )}
              >
                {i < at ? <Check aria-hidden size={14} strokeWidth={2.6} /> : i + 1}
              </span>
              <span className={i === at ? '' : 'max-sm:sr-only'}>{name}</span>
            </li>
          </Fragment>
        ))}
      </ol>
    </Surface>
  );
}
