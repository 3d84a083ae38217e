import { publicIdOfUuid, uuidOfPublicId } from '../../../lib/uuid.ts';
import { ConstraintViolation } from '../../../platform/db-errors.ts';
import { Problem } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import { MAX_TAGS, type Tag, type TagColor, type TagRef } from '../contract.ts';
import type { ContactsDeps } from '../deps.ts';
import { contactsErrors } from '../errors.ts';
import { countTags, deleteTag, insertTag, listTags, updateTag } from '../queries/tags.ts';
import { tagView } from '../read/contact-view.ts';

const MOST_COUNTED = 1_000;

/** Upper and lower case are one. */
const slugOf = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

export async function listTagViews(deps: Pick<ContactsDeps, 'db'>, actor: Actor): Promise<{ items: Tag[] }> {
  const workspaceId = requireWorkspace(actor);
  const rows = await deps.db.queryInWorkspace(workspaceId, listTags, [workspaceId, MOST_COUNTED]);
  return {
    items: rows.map((row) => ({
      ...tagView(row),
      contacts: { count: Number(row.contacts), reached: Number(row.contacts) === MOST_COUNTED },
      createdAt: row.created_at.toISOString(),
    })),
  };
}

export async function createTag(
  deps: ContactsDeps,
  actor: Actor,
  { name, color }: { readonly name: string; readonly color: TagColor },
): Promise<TagRef> {
  const workspaceId = requireWorkspace(actor);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const [counted] = await tx.query(countTags, [workspaceId]);
    if (Number(counted?.count ?? 0) >= MAX_TAGS) throw new Problem(contactsErrors.too_many_tags);
    const [row] = await tx.query(insertTag, [workspaceId, name, slugOf(name), color]);
    if (row === undefined) throw new Problem(contactsErrors.tag_exists, { field: 'name' });
    const resource = publicIdOfUuid('tag', row.id);
    await deps.bus.publish(tx, [
      { type: 'contact_tag.created', workspaceId, actor: actorRef(actor), resource, data: { name } },
    ]);
    return tagView(row);
  });
}

export async function changeTag(
  deps: ContactsDeps,
  actor: Actor,
  publicId: string,
  input: { readonly name?: string | undefined; readonly color?: TagColor | undefined },
): Promise<TagRef> {
  const workspaceId = requireWorkspace(actor);
  const id = tagIdOf(publicId);
  const { name = null, color = null } = input;
  try {
    return await deps.db.inWorkspace(workspaceId, async (tx) => {
      const slug = name === null ? null : slugOf(name);
      const [row] = await tx.query(updateTag, [workspaceId, id, name, slug, color]);
      if (row === undefined) throw new Problem(contactsErrors.tag_not_found);
      await deps.bus.publish(tx, [
        {
          type: 'contact_tag.updated',
          workspaceId,
          actor: actorRef(actor),
          resource: publicId,
          data: { name: row.name },
        },
      ]);
      return tagView(row);
    });
  } catch (error) {
    if (error instanceof ConstraintViolation) throw new Problem(contactsErrors.tag_exists, { field: 'name' });
    throw error;
  }
}

function tagIdOf(publicId: string): string {
  const id = uuidOfPublicId('tag', publicId);
  if (id === undefined) throw new Problem(contactsErrors.tag_not_found);
  return id;
}

/** Contacts lose it; they stay. */
export async function removeTag(deps: ContactsDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const id = tagIdOf(publicId);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const [gone] = await tx.query(deleteTag, [workspaceId, id]);
    if (gone === undefined) throw new Problem(contactsErrors.tag_not_found);
    const { name } = gone;
    await deps.bus.publish(tx, [
      {
        type: 'contact_tag.deleted',
        workspaceId,
        actor: actorRef(actor),
        resource: publicId,
        data: { name },
      },
    ]);
  });
}
