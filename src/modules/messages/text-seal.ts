import type { Seal } from '../../platform/seal.ts';

/** Where a text stands: sealed for one message of one workspace, it opens nowhere else. */
interface Place {
  readonly workspaceId: string;
  readonly id: bigint | string;
}

/** Keeps texts with one-time codes unreadable at rest: in the database, its backups and dumps. About 10 µs each way. */
export interface TextSeal {
  seal(text: string, place: Place): string;
  /** Undefined when it was sealed with another key. What was never sealed comes back as it is. */
  open(body: string, place: Place): string | undefined;
}

const PREFIX = 'sealed:';
const nameOf = ({ workspaceId, id }: Place): string => `messages.message/body/${workspaceId}/${id}`;

export const createTextSeal = (seal: Seal): TextSeal => ({
  seal: (text, place) => PREFIX + seal.seal(text, nameOf(place)).toString('base64'),
  open(body, place) {
    if (!body.startsWith(PREFIX)) return body;
    try {
      return seal.open(Buffer.from(body.slice(PREFIX.length), 'base64'), nameOf(place));
    } catch {
      return undefined;
    }
  },
});
