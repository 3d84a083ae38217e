import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import { useMay } from '../../app/session.tsx';
import { Channel, type ChannelType } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Switch } from '../../ui/form/Switch.tsx';
import { draftOf, readDraft } from './settings-draft.ts';
import { SettingsFields } from './SettingsFields.tsx';

/** The settings of a channel that exists. What isn't typed again stays as it is. */
export function ChannelSettings({ channel, type }: { channel: Channel; type: ChannelType }) {
  const t = useT();
  const disabled = !useMay()('channels:write');
  const [name, setName] = useState(channel.name);
  const [enabled, setEnabled] = useState(channel.enabled);
  const [priority, setPriority] = useState(String(channel.priority));
  const [draft, setDraft] = useState(() => draftOf(type.fields, channel.settings));
  const [tried, setTried] = useState(false);
  const read = readDraft(type.fields, draft, channel.secretsSet);
  const save = useAction({
    run: (api) =>
      api.send('PATCH', `/v1/channels/${channel.id}`, Channel, {
        name,
        enabled,
        priority: Number(priority),
        settings: read.settings,
      }),
    refresh: ['channels'],
    said: () => t.channels.saved,
    inForm: true,
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (read.faults.size === 0) save.mutate();
      }}
    >
      <h3 className="text-sm font-bold">{t.channels.settings}</h3>
      <Field label={t.channels.name} help={t.channels.nameHelp} error={faultOf(save.error, 'name')} required>
        <Input
          value={name}
          maxLength={80}
          disabled={disabled}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Switch
        label={t.channels.enabled}
        help={t.channels.enabledHelp}
        checked={enabled}
        onChange={setEnabled}
        disabled={disabled}
      />
      <Field
        label={t.channels.priority}
        help={t.channels.priorityHelp}
        error={faultOf(save.error, 'priority')}
      >
        <Input
          type="number"
          min={0}
          max={100}
          value={priority}
          disabled={disabled}
          onChange={(event) => setPriority(event.target.value)}
        />
      </Field>
      <SettingsFields
        type={type}
        draft={draft}
        onChange={setDraft}
        secretsSet={channel.secretsSet}
        faults={tried ? read.faults : new Map()}
        problem={save.error}
        disabled={disabled}
      />
      <FormProblem problem={save.error} />
      {!disabled && (
        <Button type="submit" look="primary" busy={save.isPending} className="self-start">
          {t.common.save}
        </Button>
      )}
    </form>
  );
}
