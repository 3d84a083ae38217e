import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import type { Service } from '../../contracts/verify.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/data/CopyButton.tsx';
import { Facts } from '../../ui/data/Facts.tsx';
import { Section } from '../../ui/layout/Page.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { ServiceForm } from './ServiceForm.tsx';

export function ServiceCards({ services }: { services: readonly Service[] }) {
  const t = useT();
  const may = useMay();
  const [editing, setEditing] = useState<Service | null>(null);
  const [deleting, setDeleting] = useState<Service | null>(null);
  const remove = useAction({
    run: (api, { id }: Service) => api.send('DELETE', `/v1/verify/services/${id}`, Nothing),
    refresh: ['verify'],
    said: () => t.verify.deleted,
    onDone: () => setDeleting(null),
  });
  const actions = (service: Service) =>
    may('verify:manage') && (
      <div className="flex gap-2">
        <Button size="sm" onClick={() => setEditing(service)}>
          {t.common.edit}
          <span className="sr-only">{service.name}</span>
        </Button>
        <Button size="sm" look="quiet-danger" onClick={() => setDeleting(service)}>
          {t.common.remove}
          <span className="sr-only">{service.name}</span>
        </Button>
      </div>
    );
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      {services.map((service) => (
        <Section key={service.id} title={service.name} action={actions(service)}>
          <ServiceFacts service={service} />
        </Section>
      ))}
      {editing !== null && <ServiceForm service={editing} onClose={() => setEditing(null)} />}
      {deleting !== null && (
        <ConfirmDialog
          open
          title={t.verify.deleteAsk(deleting.name)}
          confirm={t.verify.delete}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(deleting)}
          onClose={() => setDeleting(null)}
        >
          {t.verify.deleteBody}
        </ConfirmDialog>
      )}
    </div>
  );
}

function ServiceFacts({ service }: { service: Service }) {
  const t = useT();
  const words = t.verify.form;
  return (
    <Facts
      facts={[
        {
          label: 'ID',
          value: (
            <span className="flex min-w-0 items-center gap-1">
              <span className="truncate font-mono text-xs">{service.id}</span>
              <CopyButton text={service.id} />
            </span>
          ),
        },
        { label: words.brand, value: service.brand },
        { label: words.codeLength, value: `${service.codeLength} ${words.digits}` },
        { label: words.ttl, value: `${service.ttlSeconds} ${words.seconds}` },
        { label: t.verify.tryIt.purpose, value: service.purposes.map(({ label }) => label).join(', ') },
        { label: words.guard, value: t.verify.guards[service.guard].name },
      ]}
    />
  );
}
