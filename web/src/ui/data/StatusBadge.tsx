import {
  ArrowDownLeft,
  Ban,
  Check,
  CheckCheck,
  CircleHelp,
  CircleX,
  Clock,
  Eye,
  Hourglass,
  Inbox,
  Loader,
  type LucideIcon,
  Pause,
} from 'lucide-react';
import type { MessageStatus } from '../../contracts/messages.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Badge, type Tone } from './Badge.tsx';

export const STATUS_LOOKS: Readonly<Record<MessageStatus, { tone: Tone; icon: LucideIcon }>> = {
  accepted: { tone: 'going', icon: Inbox },
  held: { tone: 'hold', icon: Pause },
  queued: { tone: 'going', icon: Clock },
  sending: { tone: 'going', icon: Loader },
  unknown: { tone: 'dim', icon: CircleHelp },
  sent: { tone: 'going', icon: Check },
  canceled: { tone: 'dim', icon: Ban },
  expired: { tone: 'bad', icon: Hourglass },
  failed: { tone: 'bad', icon: CircleX },
  delivered: { tone: 'good', icon: CheckCheck },
  read: { tone: 'good', icon: Eye },
  received: { tone: 'good', icon: ArrowDownLeft },
};

/** A message's status in a word, with its icon and colour. */
export function StatusBadge({ status }: { status: MessageStatus }) {
  const t = useT();
  const { tone, icon } = STATUS_LOOKS[status];
  return (
    <Badge tone={tone} icon={icon}>
      {t.status[status]}
    </Badge>
  );
}
