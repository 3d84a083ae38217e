import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { callApi } from '../api/client.ts';
import { type Permission, Session } from '../contracts/accounts.ts';
import { preferences, usePreferences } from './preferences.ts';

export type Membership = Session['memberships'][number];

/** Who I am. Not below a workspace: it is what names the workspaces. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async () => {
    const { locale } = preferences.read();
    const result = await callApi({ method: 'GET', path: '/v1/session', answer: Session, locale });
    if (!result.ok) throw result.error;
    return result.value;
  },
});

interface Current {
  readonly session: Session;
  readonly membership: Membership;
}

const CurrentContext = createContext<Current | null>(null);

/** The chosen membership; the first one when the remembered workspace is gone. */
export function chooseMembership(session: Session, workspaceId: string | null): Membership | undefined {
  return session.memberships.find(({ workspace }) => workspace.id === workspaceId) ?? session.memberships[0];
}

export function SessionProvider({ none, children }: { none: ReactNode; children: ReactNode }) {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { workspaceId } = usePreferences();
  const membership = chooseMembership(session, workspaceId);
  const current = useMemo(
    () => (membership === undefined ? null : { session, membership }),
    [session, membership],
  );
  if (current === null) return none;
  return <CurrentContext value={current}>{children}</CurrentContext>;
}

export const useOptionalMembership = (): Membership | undefined => useContext(CurrentContext)?.membership;

function useCurrent(): Current {
  const current = useContext(CurrentContext);
  if (current === null) throw new Error('This screen needs a signed-in member');
  return current;
}

export const useSession = (): Session => useCurrent().session;
export const useMembership = (): Membership => useCurrent().membership;

/** `may('channels:write')`: hides what the server would refuse anyway. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useMembership();
  return (permission) => permissions.includes(permission);
}
