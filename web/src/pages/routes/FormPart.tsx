import type { ReactNode } from 'react';

/** A titled part of the rule's form, one question. */
export function FormPart({
  title,
  help,
  children,
}: {
  readonly title: string;
  readonly help?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-4 border-t border-line pt-5">
      <div>
        <h3 className="text-sm font-bold">{title}</h3>
        {help !== undefined && <p className="mt-0.5 text-xs text-muted">{help}</p>}
      </div>
      {children}
    </section>
  );
}

/** Checkboxes that answer one question. */
export function Choices({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{label}</legend>
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">{children}</div>
    </fieldset>
  );
}
