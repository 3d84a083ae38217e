import { z } from 'zod';
import { uuidOfPublicId } from '../../../lib/uuid.ts';
import type { EventBus, Subscriber } from '../../../platform/events/event.ts';
import { ApprovalState } from '../contract.ts';
import { heedNotice } from './heed-notice.ts';

/** What `channel.notice` carries: news of a provider about the business. */
const Notice = z.object({
  topic: z.enum(['template_status', 'template_category', 'template_quality']),
  subject: z.string(),
  state: z.string(),
  detail: z.string().nullable(),
  at: z.iso.datetime().transform((at) => new Date(at)),
  template: z
    .object({
      name: z.string().exactOptional(),
      language: z.string().exactOptional(),
      state: ApprovalState.exclude(['submitting', 'failed']).exactOptional(),
      reason: z.string().exactOptional(),
      recommendation: z.string().exactOptional(),
    })
    .default({}),
});

/** Hears what providers say about templates. `bus` is asked when news comes: it is made after its subscribers. */
export const templateNoticeSubscriber = (deps: {
  readonly bus: () => EventBus;
  readonly now: () => number;
  readonly onChanged: (workspaceId: string) => void;
}): Subscriber => ({
  name: 'templates.notices',
  types: ['channel.notice'],
  wants: ({ data }) => Notice.shape.topic.safeParse(data['topic']).success,
  async handle(tx, { id, workspaceId, resource, data }) {
    const notice = Notice.safeParse(data);
    const channelId = uuidOfPublicId('chn', resource);
    if (!notice.success || channelId === undefined) return;
    const own = { bus: deps.bus(), now: deps.now };
    await heedNotice(own, tx, { workspaceId, id: channelId }, { ...notice.data, externalId: id });
    deps.onChanged(workspaceId);
  },
});
