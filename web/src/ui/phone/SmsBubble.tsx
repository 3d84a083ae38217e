import { cx } from '../cx.ts';

/** A text as it lies on the phone of whoever receives it. */
export function SmsBubble({ text, own = false }: { text: string; own?: boolean }) {
  return (
    <p
      className={cx(
        'w-fit max-w-full rounded-lg px-3 py-2 text-sm wrap-anywhere whitespace-pre-wrap',
        own ? 'rounded-br-sm bg-accent-soft' : 'rounded-bl-sm bg-surface shadow-[0_0_0_1px_var(--line)]',
      )}
    >
      {text}
    </p>
  );
}
