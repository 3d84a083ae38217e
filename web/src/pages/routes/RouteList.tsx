import { ArrowDown, ArrowUp, CirclePause, Ellipsis, Pencil, Power, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import { RouteRule } from '../../contracts/routing.ts';
import { useLocale, useT } from '../../i18n/I18n.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Badge } from '../../ui/data/Badge.tsx';
import { cx } from '../../ui/cx.ts';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/overlay/Menu.tsx';
import { moved } from './route-draft.ts';
import { routeSentence } from './route-sentence.ts';
import { useMayChange, useNames, useReorder } from './use-routes.ts';

interface RouteListProps {
  readonly rules: readonly RouteRule[];
  readonly onEdit: (rule: RouteRule) => void;
}

/** The rules in their order. Buttons move them, or Alt with the arrow keys while one has the focus. */
export function RouteList({ rules, onEdit }: RouteListProps) {
  const words = useT().routes;
  const mayChange = useMayChange();
  const reorder = useReorder();
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const focusNext = useRef<{ readonly id: string; readonly by: -1 | 1 } | null>(null);
  // A row that moves is taken out of the page and put back, and the focus is lost on the way.
  useEffect(() => {
    const wanted = focusNext.current;
    if (wanted === null || rules.length === 0) return;
    focusNext.current = null;
    const row = list.current?.querySelector(`[data-rule="${CSS.escape(wanted.id)}"]`);
    const usable = [...(row?.querySelectorAll<HTMLButtonElement>('[data-move]:enabled') ?? [])];
    const same = usable.find((one) => one.dataset['move'] === (wanted.by < 0 ? 'up' : 'down'));
    (same ?? usable[0])?.focus();
  }, [rules]);
  const move = (rule: RouteRule, by: -1 | 1): void => {
    const at = rules.indexOf(rule);
    if (rules[at + by] === undefined) return;
    focusNext.current = { id: rule.id, by };
    reorder(moved(rules, at, by));
    setSaid(words.moved(rule.name, String(at + by + 1), String(rules.length)));
  };
  return (
    <>
      <ol ref={list} aria-label={words.list} className="divide-y divide-line">
        {rules.map((rule, at) => (
          <RouteRow
            key={rule.id}
            rule={rule}
            at={at}
            last={at === rules.length - 1}
            onMove={mayChange ? (by) => move(rule, by) : undefined}
            onEdit={() => onEdit(rule)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

interface RouteRowProps {
  readonly rule: RouteRule;
  /** From 0 */
  readonly at: number;
  readonly last: boolean;
  /** Undefined for those who may only look. */
  readonly onMove: ((by: -1 | 1) => void) | undefined;
  readonly onEdit: () => void;
}

function RouteRow({ rule, at, last, onMove, onEdit }: RouteRowProps) {
  const t = useT();
  const locale = useLocale();
  const words = t.routes;
  const { when, to, fallback } = routeSentence(rule, useNames(), { t, locale });
  return (
    <li
      data-rule={rule.id}
      className="flex items-start gap-3 px-4 py-3.5"
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        onMove?.(event.key === 'ArrowUp' ? -1 : 1);
      }}
    >
      <span
        aria-hidden
        className="mt-px inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-dim-soft text-xs font-semibold text-dim tabular-nums"
      >
        {at + 1}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
          <span className="min-w-0 break-words">{rule.name}</span>
          {!rule.enabled && (
            <Badge tone="dim" icon={CirclePause}>
              {words.off}
            </Badge>
          )}
        </p>
        <p className={cx('mt-0.5 text-sm break-words', !rule.enabled && 'text-muted')}>
          <span className="font-semibold">{when}</span> <span className="text-faint">→</span> {to}
        </p>
        <p className="mt-0.5 text-xs text-muted">{fallback}</p>
      </div>
      {onMove !== undefined && (
        <div className="flex shrink-0 items-center">
          <IconButton
            icon={ArrowUp}
            size="sm"
            data-move="up"
            label={words.up(rule.name)}
            disabled={at === 0}
            onClick={() => onMove(-1)}
          />
          <IconButton
            icon={ArrowDown}
            size="sm"
            data-move="down"
            label={words.down(rule.name)}
            disabled={last}
            onClick={() => onMove(1)}
          />
          <RowMenu rule={rule} onEdit={onEdit} />
        </div>
      )}
    </li>
  );
}

function RowMenu({ rule, onEdit }: { rule: RouteRule; onEdit: () => void }) {
  const t = useT();
  const words = t.routes;
  const [asking, setAsking] = useState(false);
  const path = `/v1/routes/${encodeURIComponent(rule.id)}`;
  const toggle = useAction<void, RouteRule>({
    run: (api) => api.send('PATCH', path, RouteRule, { enabled: !rule.enabled }),
    refresh: ['routes'],
    said: ({ name, enabled }) => (enabled ? words.switchedOn(name) : words.switchedOff(name)),
  });
  const remove = useAction({
    run: (api) => api.send('DELETE', path, Nothing),
    refresh: ['routes'],
    said: () => words.deleted(rule.name),
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} size="sm" label={words.actions(rule.name)} />}>
        <MenuItem icon={Pencil} onSelect={onEdit}>
          {words.edit}
        </MenuItem>
        <MenuItem icon={Power} onSelect={() => toggle.mutate()}>
          {rule.enabled ? words.switchOff : words.switchOn}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={Trash2} danger onSelect={() => setAsking(true)}>
          {words.delete}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.deleteAsk(rule.name)}
        confirm={words.delete}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {words.deleteBody}
      </ConfirmDialog>
    </>
  );
}
