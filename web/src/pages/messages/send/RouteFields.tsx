import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Sender } from '../../../contracts/routing.ts';
import { formatPhone } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Field } from '../../../ui/form/Field.tsx';
import { Select } from '../../../ui/form/Select.tsx';
import { useChannels, useDefaultAddress, useSendersFor } from '../use-routing.ts';
import type { FormFaults } from './problem-fields.ts';
import { recipientsOf, type SendDraft, sharesOf } from './send-draft.ts';

interface RouteFieldsProps {
  readonly draft: SendDraft;
  readonly faults: FormFaults;
  readonly onChange: (change: Partial<SendDraft>) => void;
}

/** As whom and over what. Both may be left to the workspace's defaults. */
export function RouteFields({ draft, faults, onChange }: RouteFieldsProps) {
  const words = useT().messages.send;
  const senders = useSendersFor(draft.channel);
  const channels = useChannels();
  const byDefault = senders.find(({ isDefault }) => isDefault);
  const defaultAddress = useDefaultAddress(draft.channel);
  const chosen = draft.from === '' ? byDefault : senders.find(({ address }) => address === draft.from);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="flex flex-col gap-2">
        <Field label={words.from} error={faults.fields.from}>
          <Select
            value={draft.from}
            onChange={(event) => onChange({ from: event.target.value })}
            options={[
              {
                value: '',
                label:
                  defaultAddress === undefined
                    ? words.defaultSenderUnknown
                    : words.defaultSender(formatPhone(defaultAddress)),
              },
              ...senders
                .filter(({ isDefault }) => !isDefault)
                .map(({ address }) => ({ value: address, label: formatPhone(address) })),
            ]}
          />
        </Field>
        {chosen !== undefined && <RegistrationHint sender={chosen} draft={draft} />}
      </div>
      <Field label={words.channel} error={faults.fields.channel}>
        <Select
          value={draft.channel}
          // Each medium has senders of its own.
          onChange={(event) => onChange({ channel: event.target.value, from: '' })}
          options={[
            { value: 'auto', label: words.autoChannel },
            ...channels.map(({ id, name, enabled }) => ({
              value: id,
              label: enabled ? name : words.channelOff(name),
            })),
          ]}
        />
      </Field>
    </div>
  );
}

/** Whether the operators of the recipients know this sender. */
function RegistrationHint({ sender, draft }: { sender: Sender; draft: SendDraft }) {
  const t = useT();
  const words = t.messages.send;
  const operators = new Set(sharesOf(recipientsOf(draft.to)).map(({ operator }) => operator));
  const states = sender.registrations.filter(({ operator }) => operators.has(operator));
  if (sender.medium !== 'sms' || states.length === 0) return null;
  const safe = states.every(({ status }) => status === 'approved');
  return (
    <div className="text-xs" aria-live="polite">
      <ul className="flex flex-col gap-1">
        {states.map(({ operator, status }) => {
          const good = status === 'approved';
          const Icon = good ? CircleCheck : TriangleAlert;
          return (
            <li key={operator} className={good ? 'flex gap-1.5 text-good' : 'flex gap-1.5 text-hold'}>
              <Icon aria-hidden size={14} className="mt-px shrink-0" />
              {words.registration(t.operators[operator].name, words.registrations[status])}
            </li>
          );
        })}
      </ul>
      {!safe && <p className="mt-1 text-muted">{words.registrationWarning}</p>}
    </div>
  );
}
