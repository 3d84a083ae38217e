import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { Nothing } from '../../../api/use-api.ts';
import type { Template } from '../../../contracts/templates.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/overlay/ConfirmDialog.tsx';

export function ArchiveTemplate({ template }: { template: Template }) {
  const words = useT().templates.editor;
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const archive = useAction({
    run: (api) => api.send('DELETE', `/v1/templates/${template.id}`, Nothing),
    refresh: ['templates'],
    said: () => words.archived(template.name),
    onDone: () => void navigate({ to: '/templates' }),
  });
  return (
    <div>
      <Button look="quiet-danger" size="sm" onClick={() => setAsking(true)}>
        {words.archive}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.archiveAsk(template.name)}
        confirm={words.archive}
        busy={archive.isPending}
        onConfirm={() => archive.mutate()}
      >
        {words.archiveBody}
      </ConfirmDialog>
    </div>
  );
}
