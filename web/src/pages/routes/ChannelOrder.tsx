import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useChannels } from '../../api/lists.ts';
import type { Channel } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { Select } from '../../ui/form/Select.tsx';
import { HealthBadge } from '../channels/HealthBadge.tsx';
import { FormPart } from './FormPart.tsx';
import { moved, type RouteDraft, toggled } from './route-draft.ts';

interface ChannelOrderProps {
  readonly draft: RouteDraft;
  readonly tried: boolean;
  readonly onChange: (part: Partial<RouteDraft>) => void;
}

/** The channels of a rule, the first one first. */
export function ChannelOrder({ draft, tried, onChange }: ChannelOrderProps) {
  const words = useT().routes.form;
  const all = useChannels().data ?? [];
  const left = all.filter(({ id }) => !draft.channels.includes(id));
  return (
    <FormPart title={words.to} help={words.toHelp}>
      {draft.channels.length > 0 && (
        <ol className="divide-y divide-line rounded-md border border-line">
          {draft.channels.map((id, at) => (
            <ChosenChannel
              key={id}
              at={at}
              last={at === draft.channels.length - 1}
              channel={all.find((one) => one.id === id)}
              onMove={(by) => onChange({ channels: moved(draft.channels, at, by) })}
              onRemove={() => onChange({ channels: toggled(draft.channels, id, false) })}
            />
          ))}
        </ol>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        {left.length > 0 && (
          <Field
            label={words.addChannel}
            error={tried && draft.channels.length === 0 ? words.needsChannel : undefined}
          >
            <Select
              value=""
              onChange={(event) => onChange({ channels: toggled(draft.channels, event.target.value, true) })}
              options={[
                { value: '', label: '–' },
                ...left.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Field>
        )}
        {draft.channels.length > 1 && (
          <Field label={words.strategy}>
            <Select
              value={draft.strategy}
              onChange={(event) =>
                onChange({ strategy: event.target.value === 'cheapest' ? 'cheapest' : 'ordered' })
              }
              options={[
                { value: 'ordered', label: words.strategies.ordered },
                { value: 'cheapest', label: words.strategies.cheapest },
              ]}
            />
          </Field>
        )}
      </div>
    </FormPart>
  );
}

interface ChosenChannelProps {
  /** From 0 */
  readonly at: number;
  readonly last: boolean;
  /** Undefined once it is deleted. */
  readonly channel: Channel | undefined;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function ChosenChannel({ at, last, channel, onMove, onRemove }: ChosenChannelProps) {
  const t = useT();
  const words = t.routes.form;
  const name = channel?.name ?? t.routes.sentence.goneChannel;
  return (
    <li className="flex items-center gap-2 py-1.5 pr-1.5 pl-3">
      <span className="w-4 text-xs text-muted tabular-nums">{at + 1}</span>
      <span className="min-w-0 flex-1 truncate text-sm font-semibold">{name}</span>
      {channel !== undefined && (
        <span className="max-sm:hidden">
          <HealthBadge channel={channel} />
        </span>
      )}
      <IconButton
        icon={ArrowUp}
        size="sm"
        label={words.channelUp(name)}
        disabled={at === 0}
        onClick={() => onMove(-1)}
      />
      <IconButton
        icon={ArrowDown}
        size="sm"
        label={words.channelDown(name)}
        disabled={last}
        onClick={() => onMove(1)}
      />
      <IconButton icon={X} size="sm" label={words.channelRemove(name)} onClick={onRemove} />
    </li>
  );
}
