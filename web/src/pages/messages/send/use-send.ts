import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ApiProblem } from '../../../api/problem.ts';
import { useApi } from '../../../api/use-api.ts';
import { AcceptedMessage, BatchResult, type SendMessage } from '../../../contracts/messages.ts';

const newKey = (): string =>
  // `crypto.randomUUID` is missing where the console is served without TLS in a company's own network.
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/**
 * Sends what a form holds. The same content keeps its idempotency key until it was accepted, so
 * neither a double click nor a repetition after a lost answer sends twice.
 */
export function useSend(
  onAccepted: (accepted: readonly AcceptedMessage[]) => void,
): UseMutationResult<readonly AcceptedMessage[], ApiProblem, readonly SendMessage[]> {
  const api = useApi();
  const queries = useQueryClient();
  const attempt = useRef({ content: '', key: '' });
  return useMutation<readonly AcceptedMessage[], ApiProblem, readonly SendMessage[]>({
    mutationFn: async (messages) => {
      const content = JSON.stringify(messages);
      if (attempt.current.content !== content) attempt.current = { content, key: newKey() };
      const { key } = attempt.current;
      const [only] = messages;
      if (messages.length === 1) return [await api.send('POST', '/v1/messages', AcceptedMessage, only, key)];
      // All or none: what is corrected and sent again must not reach the others twice.
      const { items } = await api.send('POST', '/v1/messages?mode=all', BatchResult, messages, key);
      return items.flatMap((item) => ('id' in item ? [item] : []));
    },
    onSuccess: (accepted) => {
      attempt.current = { content: '', key: '' };
      void queries.invalidateQueries({ queryKey: [api.workspaceId, 'messages'] });
      void queries.invalidateQueries({ queryKey: [api.workspaceId, 'phone'] });
      onAccepted(accepted);
    },
  });
}
