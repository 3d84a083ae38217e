import { useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import { useMay } from '../../../app/session.tsx';
import { RedriveMatchingResult } from '../../../contracts/messages.ts';
import { useFormat, useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/overlay/ConfirmDialog.tsx';
import { wordReason } from '../reason-words.ts';

/** Sends everything again that died of one cause, whether the list shows it or not. */
export function RedriveAll({ code }: { code: string }) {
  const t = useT();
  const words = t.messages.deadLetters.all;
  const may = useMay();
  const { number } = useFormat();
  /** When it was asked: what dies again after that stays, however often the request is repeated. */
  const [askedAt, setAskedAt] = useState<string | null>(null);
  const redrive = useAction({
    run: (api, until: string) =>
      api.send('POST', '/v1/dead-letters/redrive-matching', RedriveMatchingResult, { code, until }),
    refresh: ['dead-letters', 'messages', 'summary'],
    said: ({ redriven, kept, more }) =>
      [(more ? words.doneMore : words.done)(number(redriven)), kept > 0 ? words.kept(number(kept)) : '']
        .join(' ')
        .trim(),
    onDone: () => setAskedAt(null),
  });
  if (!may('messages:redrive')) return null;
  return (
    <>
      <Button size="sm" onClick={() => setAskedAt(new Date().toISOString())}>
        {words.button}
      </Button>
      <ConfirmDialog
        open={askedAt !== null}
        onClose={() => setAskedAt(null)}
        title={words.ask(wordReason({ code, detail: null }, t).title)}
        confirm={words.button}
        danger={false}
        busy={redrive.isPending}
        onConfirm={() => askedAt !== null && redrive.mutate(askedAt)}
      >
        {words.body}
      </ConfirmDialog>
    </>
  );
}
