import { Link } from '@tanstack/react-router';
import { Check, Circle } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useChannels, useKeys, useMembers, useRecentMessages, useSenders } from '../../api/lists.ts';
import { usePhoneDrawer } from '../../app/phone-drawer.ts';
import { preferences, usePreferences } from '../../app/preferences.ts';
import { useMay, useMembership } from '../../app/session.tsx';
import { useT } from '../../i18n/I18n.tsx';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { CodeBlock } from '../../ui/data/CodeBlock.tsx';
import { Surface } from '../../ui/layout/Page.tsx';
import { cx } from '../../ui/cx.ts';
import { curlExample, firstSteps, type Step, type StepName } from './first-steps.ts';

/** The way from an empty workspace to the first real message; gone once everything is done or hidden. */
export function FirstSteps() {
  const t = useT();
  const steps = useSteps();
  const hidden = usePreferences().firstSteps === 'hidden';
  const [open, setOpen] = useState<StepName | null>(null);
  if (steps === null || hidden || steps.every(({ done }) => done)) return null;
  const current = open ?? steps.find(({ done }) => !done)?.name;
  return (
    <Surface>
      <header className="flex items-center justify-between gap-4 px-5 pt-4 pb-2">
        <div>
          <h2 className="text-sm font-semibold">{t.home.steps.title}</h2>
          <p className="text-xs text-muted">
            {t.home.steps.progress(steps.filter(({ done }) => done).length, steps.length)}
          </p>
        </div>
        <Button look="quiet" size="sm" onClick={() => preferences.write({ firstSteps: 'hidden' })}>
          {t.home.steps.hide}
        </Button>
      </header>
      <ol className="pb-2">
        {steps.map((step) => (
          <StepRow
            key={step.name}
            step={step}
            open={step.name === current}
            onOpen={() => setOpen(step.name)}
          />
        ))}
      </ol>
    </Surface>
  );
}

function useSteps(): Step[] | null {
  const may = useMay();
  const { workspace } = useMembership();
  const channels = useChannels();
  const senders = useSenders();
  const keys = useKeys(may('keys:read'));
  const members = useMembers(may('members:read'));
  const messages = useRecentMessages(8, may('messages:read'));
  const waiting = [channels, senders, keys, members, messages].some(({ isLoading }) => isLoading);
  if (waiting || !may('messages:send')) return null;
  const recent = messages.data ?? [];
  return firstSteps(
    {
      sent: recent.length > 0,
      answered: recent.some(({ direction }) => direction === 'in'),
      keys: (keys.data ?? []).filter(({ revokedAt }) => revokedAt === null).length,
      realChannels: (channels.data ?? []).filter(({ type }) => type !== 'sandbox').length,
      approvedSenders: (senders.data ?? []).filter((sender) =>
        sender.registrations.some(({ status }) => status === 'approved'),
      ).length,
      members: members.data?.length ?? 0,
    },
    may,
    workspace.trial,
  );
}

function StepRow({ step, open, onOpen }: { step: Step; open: boolean; onOpen: () => void }) {
  const t = useT();
  const words = t.home.steps[step.name];
  const Icon = step.done ? Check : Circle;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={onOpen}
        className="flex min-h-10 w-full items-center gap-3 px-5 py-1.5 text-left text-sm hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <span
          className={cx(
            'inline-flex size-5 shrink-0 items-center justify-center rounded-full',
            step.done ? 'bg-good-soft text-good' : 'text-line-strong',
          )}
        >
          <Icon aria-hidden size={step.done ? 13 : 18} strokeWidth={step.done ? 3 : 2} />
        </span>
        <span className={step.done ? 'text-muted line-through decoration-line-strong' : 'font-semibold'}>
          {words.title}
        </span>
        {step.done && <span className="sr-only">{t.home.steps.done}</span>}
      </button>
      {open && (
        <div className="rise flex flex-col items-start gap-3 pr-5 pb-4 pl-13">
          <p className="text-sm text-muted">{words.body}</p>
          <StepAction name={step.name} />
        </div>
      )}
    </li>
  );
}

function StepAction({ name }: { name: StepName }): ReactNode {
  const t = useT();
  const phone = usePhoneDrawer();
  const small = buttonClass({ size: 'sm' });
  if (name === 'send') {
    return (
      <>
        <div className="w-full">
          <CodeBlock label={t.home.steps.curl} code={curlExample(location.origin, t.home.steps.curlText)} />
        </div>
        <Link to="/messages/send" className={small}>
          {t.home.steps.openForm}
        </Link>
      </>
    );
  }
  if (name === 'phone') {
    return (
      <Button size="sm" onClick={() => phone.setOpen(true)}>
        {t.home.steps.openPhone}
      </Button>
    );
  }
  const targets = { key: '/keys', channel: '/channels/new', sender: '/senders', member: '/members' } as const;
  return (
    <Link to={targets[name]} className={small}>
      {t.common.open}
    </Link>
  );
}
