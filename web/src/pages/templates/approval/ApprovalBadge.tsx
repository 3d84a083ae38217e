import { Archive, BadgeCheck, CircleX, Hourglass, type LucideIcon, Pause, Scale, Send } from 'lucide-react';
import type { ApprovalState } from '../../../contracts/templates.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { Badge, type Tone } from '../../../ui/data/Badge.tsx';

const LOOKS: Readonly<Record<ApprovalState, { tone: Tone; icon: LucideIcon }>> = {
  submitting: { tone: 'going', icon: Send },
  failed: { tone: 'bad', icon: CircleX },
  pending: { tone: 'hold', icon: Hourglass },
  approved: { tone: 'good', icon: BadgeCheck },
  rejected: { tone: 'bad', icon: CircleX },
  paused: { tone: 'hold', icon: Pause },
  disabled: { tone: 'bad', icon: CircleX },
  in_appeal: { tone: 'hold', icon: Scale },
  deleted: { tone: 'dim', icon: Archive },
  limit_exceeded: { tone: 'bad', icon: CircleX },
  archived: { tone: 'dim', icon: Archive },
};

/** What the provider says of it. */
export function ApprovalBadge({ state, prefix }: { state: ApprovalState; prefix?: string }) {
  const t = useT();
  const { tone, icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {prefix !== undefined && `${prefix}: `}
      {t.templates.states[state]}
    </Badge>
  );
}
