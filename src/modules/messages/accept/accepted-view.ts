import type { z } from 'zod';
import type { ErrorCode } from '../../../platform/problem.ts';
import type { AcceptedMessage, RefusedMessage } from '../contract.ts';
import type { Draft } from './draft.ts';
import type { Refusal } from './refusal.ts';

export function acceptedView(draft: Draft, id: string, createdAt: string): AcceptedMessage {
  return {
    id,
    status: draft.sendAt === null ? 'accepted' : 'held',
    to: draft.to,
    from: draft.route.sender.address,
    channel: draft.route.channel.publicId,
    class: draft.class,
    operator: draft.operator,
    encoding: draft.encoding,
    segments: draft.segments,
    price: draft.price === null ? null : { amount: draft.price.amount, currency: draft.price.currency },
    sendAt: draft.sendAt === null ? null : new Date(draft.sendAt).toISOString(),
    expiresAt: new Date(draft.expiresAt).toISOString(),
    createdAt,
  };
}

export function refusedView(
  { code, field, detail }: Refusal,
  locale: 'id' | 'en',
): z.infer<typeof RefusedMessage> {
  const { title, remedy }: ErrorCode = code;
  return {
    error: {
      code: code.code,
      title: title[locale],
      field,
      ...(detail === undefined ? {} : { detail }),
      remedy: remedy[locale],
    },
  };
}
