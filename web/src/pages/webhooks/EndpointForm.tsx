import { useId, useState } from 'react';
import { faultOf } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import {
  CreatedWebhookEndpoint,
  WEBHOOK_TYPES,
  WebhookEndpoint,
  type WebhookType,
} from '../../contracts/webhooks.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/form/Checkbox.tsx';
import { Field } from '../../ui/form/Field.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Input } from '../../ui/form/Input.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

interface EndpointFormProps {
  /** Absent: a new one. */
  readonly endpoint?: WebhookEndpoint;
  readonly onClose: () => void;
  readonly onCreated?: (endpoint: CreatedWebhookEndpoint) => void;
}

const USUAL: readonly WebhookType[] = ['message.received', 'message.status_changed'];

export function EndpointForm({ endpoint, onClose, onCreated }: EndpointFormProps) {
  const t = useT();
  const words = t.webhooks.form;
  const formId = useId();
  const [url, setUrl] = useState(endpoint?.url ?? 'https://');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [types, setTypes] = useState<readonly WebhookType[]>(endpoint?.types ?? USUAL);
  const save = useAction({
    run: async (api) => {
      const body = { url, description, types };
      if (endpoint === undefined) {
        onCreated?.(await api.send('POST', '/v1/webhook-endpoints', CreatedWebhookEndpoint, body));
        return;
      }
      await api.send('PATCH', `/v1/webhook-endpoints/${endpoint.id}`, WebhookEndpoint, body);
      onClose();
    },
    refresh: ['webhooks'],
    inForm: true,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={endpoint === undefined ? words.create : words.edit}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button
            type="submit"
            form={formId}
            look="primary"
            disabled={types.length === 0}
            busy={save.isPending}
          >
            {endpoint === undefined ? words.create : t.common.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Field label={words.url} help={words.urlHelp} required error={faultOf(save.error, 'url')}>
          <Input
            autoFocus
            type="url"
            inputMode="url"
            maxLength={2000}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        </Field>
        {url.startsWith('http://') && <p className="text-sm text-hold">{t.webhooks.unencrypted}</p>}
        <Field
          label={words.description}
          optional={t.common.optional}
          error={faultOf(save.error, 'description')}
        >
          <Input
            maxLength={200}
            placeholder={words.descriptionPlaceholder}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        </Field>
        <TypePicker types={types} onChange={setTypes} />
        <FormProblem problem={save.error} />
      </form>
    </Dialog>
  );
}

interface TypePickerProps {
  readonly types: readonly WebhookType[];
  readonly onChange: (types: readonly WebhookType[]) => void;
}

function TypePicker({ types, onChange }: TypePickerProps) {
  const t = useT();
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm font-semibold">{t.webhooks.form.types}</legend>
      {WEBHOOK_TYPES.map((type) => (
        <Checkbox
          key={type}
          label={t.webhooks.types[type].name}
          help={t.webhooks.types[type].help}
          checked={types.includes(type)}
          onChange={(checked) =>
            onChange(checked ? [...types, type] : types.filter((other) => other !== type))
          }
        />
      ))}
    </fieldset>
  );
}
