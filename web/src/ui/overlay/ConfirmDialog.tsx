import type { ReactNode } from 'react';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../Button.tsx';
import { Dialog } from './Dialog.tsx';

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What will happen, and what can't be taken back. */
  readonly children: ReactNode;
  /** A verb: `Cabut kunci`. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly busy?: boolean;
  readonly danger?: boolean;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useT();
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      footer={
        <>
          <Button onClick={props.onClose}>{t.common.cancel}</Button>
          <Button
            look={props.danger === false ? 'primary' : 'danger'}
            busy={props.busy ?? false}
            onClick={props.onConfirm}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      <div className="text-sm text-muted">{props.children}</div>
    </Dialog>
  );
}
