import { useId, type ReactNode } from 'react';
import type { ApiProblem } from '../../api/problem.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

interface FormDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** One form in a dialog: its fields, what went wrong, and the two ways out. */
export function FormDialog({ title, submit, busy, problem, onSubmit, onClose, children }: FormDialogProps) {
  const t = useT();
  const formId = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" form={formId} look="primary" busy={busy}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        // Our own words beside the field, in the chosen language, instead of the browser's.
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        <FormProblem problem={problem} />
      </form>
    </Dialog>
  );
}
