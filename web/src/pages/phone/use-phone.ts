import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { Nothing, useApi } from '../../api/use-api.ts';
import { useAction } from '../../api/use-action.ts';
import { PhoneMessage, type PhoneReply, PhoneThread } from '../../contracts/messages.ts';

const Threads = z.object({ items: z.array(PhoneThread) });
const Messages = z.object({ items: z.array(PhoneMessage) });

/** Live events of messages ask for this area again. */
const AREA = 'phone';

export function useThreads() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, AREA, 'threads'],
    queryFn: ({ signal }) => api.get('/v1/phone/threads', Threads, {}, signal),
    staleTime: 0,
  });
}

export function useConversation(phone: string) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, AREA, 'messages', phone],
    queryFn: ({ signal }) => api.get(`/v1/phone/threads/${encodeURIComponent(phone)}`, Messages, {}, signal),
    staleTime: 0,
  });
}

export interface Reply {
  readonly phone: string;
  readonly to: string;
  readonly text?: string;
  readonly content?: z.input<typeof PhoneReply>['content'];
  readonly replyTo?: string;
}

/** Resolves once Titian has stored the message. */
export function useReply(onDone: () => void, inForm = false) {
  return useAction<Reply>({
    run: (api, reply) => api.send('POST', '/v1/phone/replies', Nothing, reply),
    refresh: [AREA, 'messages'],
    onDone,
    inForm,
  });
}

export interface Receipt {
  readonly messageId: string;
  readonly status: 'delivered' | 'read' | 'failed';
}

export function useReceipt(said: string) {
  return useAction<Receipt>({
    run: (api, receipt) => api.send('POST', '/v1/phone/receipts', Nothing, receipt),
    refresh: [AREA, 'messages'],
    said: () => said,
  });
}
