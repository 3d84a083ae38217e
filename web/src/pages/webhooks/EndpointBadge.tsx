import { CircleAlert, CircleCheck, CircleDashed, CirclePause, type LucideIcon } from 'lucide-react';
import type { WebhookEndpoint } from '../../contracts/webhooks.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Badge, type Tone } from '../../ui/data/Badge.tsx';

const LOOKS: Readonly<Record<WebhookEndpoint['health'], { tone: Tone; icon: LucideIcon }>> = {
  unused: { tone: 'dim', icon: CircleDashed },
  working: { tone: 'good', icon: CircleCheck },
  failing: { tone: 'bad', icon: CircleAlert },
  disabled: { tone: 'dim', icon: CirclePause },
};

/** Whether an endpoint takes what it is sent. */
export function EndpointBadge({ health }: { health: WebhookEndpoint['health'] }) {
  const t = useT();
  const { tone, icon } = LOOKS[health];
  return (
    <Badge tone={tone} icon={icon}>
      {t.webhooks.health[health]}
    </Badge>
  );
}
