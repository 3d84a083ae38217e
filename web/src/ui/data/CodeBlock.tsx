import { CopyButton } from './CopyButton.tsx';

/** Something to paste elsewhere: scrolls sideways, never wraps a command in two. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <figure className="overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-3 border-b border-line py-1 pr-1.5 pl-3 text-xs text-muted">
        {label}
        <CopyButton text={code} />
      </figcaption>
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className="overflow-x-auto p-3 font-mono text-xs leading-5"
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
