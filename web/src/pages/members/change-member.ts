import { useAction } from '../../api/use-action.ts';
import { Nothing } from '../../api/use-api.ts';
import type { Member, Role } from '../../contracts/accounts.ts';

type Change = { readonly role: Role } | { readonly status: 'active' | 'suspended' };

export function useChangeMember(member: Member, said: () => void) {
  return useAction<Change>({
    run: (api, change) => api.send('PATCH', `/v1/members/${member.id}`, Nothing, change),
    refresh: ['members'],
    onDone: said,
  });
}
