const APPLE = /mac|iphone|ipad/i;

export const modKey = (): string => (APPLE.test(navigator.userAgent) ? '⌘' : 'Ctrl');

/** A key as drawn on the keyboard. `mod` becomes ⌘ or Ctrl. */
export function KeyHint({ keys }: { keys: readonly string[] }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line bg-sunken px-1 font-sans text-xs text-muted"
        >
          {key === 'mod' ? modKey() : key}
        </kbd>
      ))}
    </span>
  );
}
