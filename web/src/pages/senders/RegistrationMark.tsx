import {
  BadgeCheck,
  CircleDashed,
  CircleX,
  Hourglass,
  type LucideIcon,
  SearchCheck,
  TimerOff,
} from 'lucide-react';
import type { Sender } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Badge, type Tone } from '../../ui/data/Badge.tsx';

type RegistrationState = Sender['registrations'][number]['status'];

const LOOKS: Readonly<Record<RegistrationState, { tone: Tone; icon: LucideIcon }>> = {
  not_started: { tone: 'dim', icon: CircleDashed },
  submitted: { tone: 'hold', icon: Hourglass },
  in_review: { tone: 'hold', icon: SearchCheck },
  approved: { tone: 'good', icon: BadgeCheck },
  rejected: { tone: 'bad', icon: CircleX },
  expired: { tone: 'bad', icon: TimerOff },
};

/** How far a sender's registration at one operator is. */
export function RegistrationMark({ status, prefix }: { status: RegistrationState; prefix?: string }) {
  const t = useT();
  const { tone, icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={icon}>
      {prefix !== undefined && `${prefix}: `}
      {t.senders.states[status]}
    </Badge>
  );
}
