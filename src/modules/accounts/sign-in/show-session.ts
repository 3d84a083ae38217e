import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { Problem } from '../../../platform/problem.ts';
import { requestErrors } from '../../../platform/http-server/errors.ts';
import { Role, type Session } from '../contract.ts';
import { getCredentials } from '../credentials/queries.ts';
import type { AccountsDeps } from '../deps.ts';
import { permissionsOf } from '../permissions.ts';
import { listMemberships } from '../sessions/queries.ts';
import { workspaceShape } from '../people/shapes.ts';

/** Who somebody is and where they may do what. */
export async function showSession(deps: Pick<AccountsDeps, 'workerDb'>, userId: string): Promise<Session> {
  const [person] = await deps.workerDb.query(getCredentials, [userId]);
  if (person === undefined) throw new Problem(requestErrors.unauthenticated);
  const memberships = await deps.workerDb.query(listMemberships, [userId]);
  return {
    user: {
      id: publicIdOfUuid('usr', person.id),
      name: person.name,
      email: person.email,
      totpEnabled: person.totp_enabled,
      passkeys: person.passkeys,
    },
    memberships: memberships.map((row) => {
      const role = Role.parse(row.role);
      return {
        memberId: publicIdOfUuid('mbr', row.member_id),
        role,
        permissions: [...permissionsOf(role)],
        workspace: workspaceShape({ ...row, id: row.workspace_id }),
      };
    }),
  };
}
