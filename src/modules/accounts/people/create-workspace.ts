import { randomUUID } from 'node:crypto';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import type { AccountsDeps } from '../deps.ts';
import { insertWorkspace } from './queries.ts';

export interface NewWorkspace {
  readonly name: string;
  readonly timeZone: 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura';
  readonly locale: 'id' | 'en';
  readonly trial: boolean;
}

/** Makes an empty workspace and returns its UUID. For the command line and the first start. */
export async function createWorkspace(
  deps: Pick<AccountsDeps, 'workerDb' | 'bus'>,
  input: NewWorkspace,
): Promise<string> {
  const id = randomUUID();
  await deps.workerDb.transaction(async (tx) => {
    await tx.query(insertWorkspace, [id, input.name, input.timeZone, input.locale, input.trial]);
    await deps.bus.publish(tx, [
      {
        type: 'workspace.created',
        workspaceId: id,
        actor: { kind: 'system', id: 'operator' },
        resource: publicIdOfUuid('wsp', id),
        data: { name: input.name, trial: input.trial },
      },
    ]);
  });
  return id;
}
