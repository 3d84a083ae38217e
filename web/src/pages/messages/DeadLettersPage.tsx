import { useInfiniteQuery } from '@tanstack/react-query';
import { CheckCheck, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { useApi } from '../../api/use-api.ts';
import { useMay } from '../../app/session.tsx';
import { DeadLetterPage, RedriveResult } from '../../contracts/messages.ts';
import { useFormat, useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { LoadMore } from '../../ui/layout/LoadMore.tsx';
import { Page, Surface } from '../../ui/layout/Page.tsx';
import { EmptyState } from '../../ui/state/EmptyState.tsx';
import { ErrorState } from '../../ui/state/ErrorState.tsx';
import { SkeletonRows } from '../../ui/state/Skeleton.tsx';
import { useToast } from '../../ui/overlay/Toast.tsx';
import { type DeadLetter, groupLetters, type Selection } from './dead-letters/group-letters.ts';
import { LetterGroupView } from './dead-letters/LetterGroupView.tsx';

const PAGE = 100;
const FIRST: string | undefined = undefined;

/** What the API takes at once. */
const MOST_AT_ONCE = 100;

/** Messages that wait for a person to mend something, by what is to be mended. */
export function DeadLettersPage() {
  const t = useT();
  const words = t.messages.deadLetters;
  const { query, letters } = useDeadLetters();
  const selection = useSelection(letters);
  const problem = query.error;
  return (
    <Page
      title={t.shell.pages.deadLetters}
      lead={words.lead}
      action={letters.length > 0 && <RedriveButton selection={selection} />}
    >
      {query.isPending && (
        <Surface>
          <SkeletonRows />
        </Surface>
      )}
      {problem !== null && query.data === undefined && (
        <Surface>
          <ErrorState problem={problem} onRetry={() => void query.refetch()} />
        </Surface>
      )}
      {query.isSuccess && letters.length === 0 && (
        <Surface>
          <EmptyState icon={CheckCheck} title={words.empty.title}>
            {words.empty.body}
          </EmptyState>
        </Surface>
      )}
      {groupLetters(letters).map((group) => (
        <LetterGroupView key={group.code} group={group} selection={selection} />
      ))}
      <LoadMore
        more={query.hasNextPage}
        busy={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </Page>
  );
}

function useDeadLetters() {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: [api.workspaceId, 'dead-letters'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/dead-letters', DeadLetterPage, { limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: FIRST,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const letters = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return { query, letters };
}

/** Only what is still there counts as chosen. */
function useSelection(letters: readonly DeadLetter[]): Selection {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const chosen = new Set(letters.map(({ message }) => message.id).filter((id) => marked.has(id)));
  const toggle = (ids: readonly string[], on: boolean): void => {
    const next = new Set(marked);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setMarked(next);
  };
  return { chosen, toggle };
}

function RedriveButton({ selection }: { selection: Selection }) {
  const { deadLetters: words } = useT().messages;
  const may = useMay();
  const format = useFormat();
  const toast = useToast();
  const redrive = useAction<readonly string[], number>({
    run: async (api, ids) => {
      let sum = 0;
      for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
        const body = { ids: ids.slice(at, at + MOST_AT_ONCE) };
        sum += (await api.send('POST', '/v1/dead-letters/redrive', RedriveResult, body)).redriven;
      }
      return sum;
    },
    refresh: ['dead-letters', 'messages', 'summary'],
    onDone: (redriven, ids) => {
      selection.toggle(ids, false);
      toast.say(redriven === 0 ? words.noneLeft : words.redriven(format.number(redriven)));
    },
  });
  if (!may('messages:redrive')) return null;
  const ids = [...selection.chosen];
  return (
    <Button
      look="primary"
      icon={RotateCw}
      disabled={ids.length === 0}
      busy={redrive.isPending}
      onClick={() => redrive.mutate(ids)}
    >
      {ids.length === 0 ? words.redrive : words.redriveCount(format.number(ids.length))}
    </Button>
  );
}
