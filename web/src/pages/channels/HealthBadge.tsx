import { CircleAlert, CirclePause, CircleStop, type LucideIcon, Plug, PlugZap, Unplug } from 'lucide-react';
import type { Channel } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Badge, type Tone } from '../../ui/data/Badge.tsx';

const LOOKS: Readonly<Record<Channel['health']['state'], { tone: Tone; icon: LucideIcon }>> = {
  connecting: { tone: 'going', icon: PlugZap },
  up: { tone: 'good', icon: Plug },
  degraded: { tone: 'hold', icon: CircleAlert },
  down: { tone: 'bad', icon: Unplug },
  stopped: { tone: 'bad', icon: CircleStop },
};

/** Whether a channel carries messages right now. */
export function HealthBadge({ channel }: { channel: Pick<Channel, 'enabled' | 'health'> }) {
  const t = useT();
  if (!channel.enabled) {
    return (
      <Badge tone="dim" icon={CirclePause}>
        {t.channels.health.off}
      </Badge>
    );
  }
  const { tone, icon } = LOOKS[channel.health.state];
  return (
    <Badge tone={tone} icon={icon}>
      {t.channels.health[channel.health.state]}
    </Badge>
  );
}
