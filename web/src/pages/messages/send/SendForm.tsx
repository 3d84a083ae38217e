import { useNavigate } from '@tanstack/react-router';
import { CalendarClock, Send } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useChannelTypes } from '../../../api/lists.ts';
import { type AcceptedMessage, MAX_TEXT_LENGTH } from '../../../contracts/messages.ts';
import { formatPhone } from '../../../i18n/format.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Textarea } from '../../../ui/form/Input.tsx';
import { KeyHint } from '../../../ui/KeyHint.tsx';
import { Surface } from '../../../ui/layout/Page.tsx';
import { useToast } from '../../../ui/overlay/Toast.tsx';
import { emptyContent } from './content-draft.ts';
import { ContentEditor } from './ContentEditor.tsx';
import { useChannels } from '../use-routing.ts';
import { ClassField } from './ClassField.tsx';
import { CostEstimate } from './CostEstimate.tsx';
import { type FormFaults, localFaults, serverFaults } from './problem-fields.ts';
import { RecipientWindows } from './RecipientWindows.tsx';
import { RouteFields } from './RouteFields.tsx';
import {
  emptyDraft,
  faultsOf,
  messagesOf,
  MOST_RECIPIENTS,
  recipientsOf,
  type SendDraft,
} from './send-draft.ts';
import { SendPreview } from './SendPreview.tsx';
import type { Estimate } from './sum-quotes.ts';
import { TextField, type TextSize } from './TextField.tsx';
import { TimeFields } from './TimeFields.tsx';
import { useQuote } from './use-quote.ts';
import { useSend } from './use-send.ts';

export function SendForm({ to }: { to: string }) {
  const words = useT().messages.send;
  const form = useRef<HTMLFormElement>(null);
  const { draft, change, faults, submit, busy } = useSendForm(to, form);
  const estimate = useQuote(draft);
  const size = useTextSize(draft.channel);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    submit();
  };
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_300px]">
      <Surface>
        <form
          ref={form}
          noValidate
          onSubmit={onSubmit}
          onKeyDown={onKeyDown}
          className="flex flex-col gap-5 px-5 pt-5"
        >
          <Field label={words.to} help={words.toHelp(MOST_RECIPIENTS)} error={faults.fields.to} required>
            <Textarea
              name="to"
              rows={Math.min(6, Math.max(1, draft.to.split('\n').length))}
              inputMode="tel"
              autoComplete="off"
              autoFocus={to === ''}
              value={draft.to}
              placeholder={words.toPlaceholder}
              onChange={(event) => change({ to: event.target.value })}
              className="resize-none font-mono tabular-nums"
            />
          </Field>
          <ContentEditor
            content={draft.content}
            error={faults.fields.content}
            onChange={(content) => change({ content })}
          />
          {draft.content.kind !== 'location' && draft.content.kind !== 'template' && (
            <TextField
              text={draft.text}
              error={faults.fields.text}
              size={size}
              onChange={(text) => change({ text })}
            />
          )}
          <ClassField value={draft.class} onChange={(value) => change({ class: value })} />
          <RouteFields draft={draft} faults={faults} onChange={change} />
          <RecipientWindows draft={draft} />
          <TimeFields draft={draft} faults={faults} onChange={change} />
          <FormProblem problem={faults.rest} />
          <SubmitRow draft={draft} estimate={estimate} busy={busy} />
        </form>
      </Surface>
      <SendPreview draft={draft} segments={size.segments} />
    </div>
  );
}

/** Of the channel that was chosen; of SMS while that is open. */
function useTextSize(channelId: string): TextSize {
  const channels = useChannels();
  const { data: types } = useChannelTypes();
  const chosen = channels.find(({ id }) => id === channelId)?.type;
  const { segments = true, maxTextLength = MAX_TEXT_LENGTH } =
    types?.find(({ type }) => type === chosen)?.capabilities ?? {};
  return { segments, maxTextLength };
}

function SubmitRow({ draft, estimate, busy }: { draft: SendDraft; estimate: Estimate; busy: boolean }) {
  const words = useT().messages.send;
  const count = recipientsOf(draft.to).length;
  const many = count > 1 ? words.submitMany(count) : words.submit;
  return (
    <div className="sticky bottom-14 -mx-5 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-b-md border-t border-line bg-surface px-5 py-3 md:bottom-0">
      <Button type="submit" look="primary" icon={draft.later ? CalendarClock : Send} busy={busy}>
        {draft.later ? words.schedule : many}
      </Button>
      <span className="hidden md:inline">
        <KeyHint keys={['mod', 'Enter']} />
      </span>
      {/* Before the button on phones, as on a bill. */}
      <div
        aria-live="polite"
        className="order-first w-full text-xs text-muted sm:order-none sm:ml-auto sm:w-auto sm:max-w-[60%] sm:text-right"
      >
        <CostEstimate estimate={estimate} />
      </div>
    </div>
  );
}

/** The form's state: what is filled in, what is wrong with it, and sending it. */
function useSendForm(to: string, form: { readonly current: HTMLFormElement | null }) {
  const t = useT();
  const format = useFormat();
  const [draft, setDraft] = useState(() => emptyDraft(to));
  const [local, setLocal] = useState<FormFaults | null>(null);
  const say = useAcceptedWords();
  const send = useSend((accepted) => {
    say(accepted);
    setDraft((before) => ({ ...before, text: '', content: emptyContent, later: false, sendAt: '' }));
    form.current?.querySelector<HTMLTextAreaElement>('[name=text]')?.focus();
  });
  /** The second click of a double click comes before the button is drawn busy. */
  const underWay = useRef(false);
  const { error } = send;
  useEffect(() => {
    if (local !== null || error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [form, local, error]);
  const submit = (): void => {
    if (underWay.current) return;
    const missing = faultsOf(draft, format.zone);
    setLocal(missing.length === 0 ? null : localFaults(missing, t, format.number));
    if (missing.length > 0) return;
    underWay.current = true;
    send.mutate(messagesOf(draft, format.zone), {
      onSettled: () => {
        underWay.current = false;
      },
    });
  };
  return {
    draft,
    busy: send.isPending,
    submit,
    faults: local ?? serverFaults(send.error, recipientsOf(draft.to), t),
    change: (change: Partial<SendDraft>): void => {
      setDraft((before) => ({ ...before, ...change }));
      setLocal(null);
      if (send.isError) send.reset();
    },
  };
}

/** Says what was accepted, with the way to see it. */
function useAcceptedWords(): (accepted: readonly AcceptedMessage[]) => void {
  const { send: words } = useT().messages;
  const format = useFormat();
  const toast = useToast();
  const navigate = useNavigate();
  return (accepted) => {
    const [first] = accepted;
    if (first === undefined) return;
    const open = (): void =>
      accepted.length === 1
        ? void navigate({ to: '/messages/$messageId', params: { messageId: first.id } })
        : void navigate({ to: '/messages' });
    const said =
      accepted.length === 1 ? words.accepted(formatPhone(first.to)) : words.acceptedMany(accepted.length);
    const when = first.sendAt === null ? '' : ` ${words.scheduled(format.dateTime(first.sendAt))}`;
    toast.say(said + when, { label: words.view, run: open });
  };
}
