import { uuidOfPublicId } from '../../lib/uuid.ts';
import { requestErrors } from '../../platform/http-server/errors.ts';
import { Problem } from '../../platform/problem.ts';

/** The same answer for what does not exist and for what is another workspace's. */
export const notFound = (): Problem => new Problem(requestErrors.not_found, { field: 'id' });

/** The UUID behind an id of the path; throws `request.not_found` for anything that cannot be one. */
export function pathId(prefix: string, publicId: string): string {
  const uuid = uuidOfPublicId(prefix, publicId);
  if (uuid === undefined) throw notFound();
  return uuid;
}
