import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useChannelTypes } from '../../api/lists.ts';
import { useAction } from '../../api/use-action.ts';
import { Channel, type ChannelType } from '../../contracts/routing.ts';
import { useLocale, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { QueryView } from '../../ui/state/QueryView.tsx';
import { draftOf, readDraft } from './settings-draft.ts';
import { SettingsFields } from './SettingsFields.tsx';

/** First the type, then the form the type describes. */
export function NewChannelPage() {
  const t = useT();
  const locale = useLocale();
  const { type: chosen } = useSearch({ from: '/console/channels/new' });
  const query = useChannelTypes();
  const type = query.data?.find((known) => known.type === chosen);
  return (
    <Page
      narrow
      title={type === undefined ? t.shell.pages.newChannel : type.name[locale]}
      lead={type?.summary[locale]}
    >
      <Surface>
        <QueryView query={query}>
          {(types) =>
            type === undefined ? <TypeList types={types} /> : <NewChannelForm key={type.type} type={type} />
          }
        </QueryView>
      </Surface>
    </Page>
  );
}

function TypeList({ types }: { types: readonly ChannelType[] }) {
  const t = useT();
  const locale = useLocale();
  const navigate = useNavigate();
  return (
    <ul aria-label={t.channels.pickType} className="divide-y divide-line">
      {types.map((type) => (
        <li key={type.type}>
          <button
            type="button"
            onClick={() => void navigate({ to: '/channels/new', search: { type: type.type } })}
            className="flex w-full items-center gap-4 px-5 py-4 text-left hover:bg-hover focus-visible:outline-offset-[-2px]"
          >
            <span className="min-w-0 flex-1">
              <span className="block text-sm font-bold">{type.name[locale]}</span>
              <span className="mt-0.5 block text-sm text-muted">{type.summary[locale]}</span>
              <span className="mt-2 flex flex-wrap gap-1.5">
                <Badge>{t.media[type.medium]}</Badge>
                {type.capabilities.inbound && <Badge>{t.channels.can.inbound}</Badge>}
                {type.capabilities.receipts.map((receipt) => (
                  <Badge key={receipt}>{t.channels.can[receipt]}</Badge>
                ))}
              </span>
            </span>
            <ChevronRight aria-hidden size={18} className="text-faint" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function NewChannelForm({ type }: { type: ChannelType }) {
  const t = useT();
  const locale = useLocale();
  const navigate = useNavigate();
  const [name, setName] = useState(type.name[locale]);
  const [draft, setDraft] = useState(() => draftOf(type.fields, {}));
  const [tried, setTried] = useState(false);
  const read = readDraft(type.fields, draft);
  const create = useAction({
    run: (api) =>
      api.send('POST', '/v1/channels', Channel, { type: type.type, name, settings: read.settings }),
    refresh: ['channels'],
    said: (channel) => t.channels.created(channel.name),
    onDone: ({ id }) => void navigate({ to: '/channels/$channelId', params: { channelId: id } }),
    inForm: true,
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-6 p-5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (read.faults.size === 0) create.mutate();
      }}
    >
      <Field
        label={t.channels.name}
        help={t.channels.nameHelp}
        error={faultOf(create.error, 'name')}
        required
      >
        <Input value={name} maxLength={80} autoFocus onChange={(event) => setName(event.target.value)} />
      </Field>
      <SettingsFields
        type={type}
        draft={draft}
        onChange={setDraft}
        faults={tried ? read.faults : new Map()}
        problem={create.error}
      />
      <FormProblem problem={create.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" busy={create.isPending}>
          {t.channels.create}
        </Button>
        <Button look="quiet" onClick={() => void navigate({ to: '/channels/new' })}>
          {t.channels.changeType}
        </Button>
      </div>
    </form>
  );
}
