/** Request and response shapes of files. The console imports this file. */
import { z } from 'zod';

/**
 * What a file is for; it decides how large it may be, how long it is kept and who may see it.
 * - `media`: goes out with a message. 100 MiB, until it is deleted.
 * - `import`: a table to import. 50 MiB, 7 days.
 * - `document`: a paper of the company, for registrations. 20 MiB, until it is deleted.
 */
export const FILE_PURPOSES = ['media', 'import', 'document'] as const;
export const FilePurpose = z.enum(FILE_PURPOSES);
export type FilePurpose = z.infer<typeof FilePurpose>;

export const StoredFile = z.object({
  id: z.string(),
  purpose: FilePurpose,
  name: z.string(),
  /** What its bytes are. */
  mime: z.string(),
  /** What the uploader said they are. */
  claimedMime: z.string(),
  /** Bytes */
  size: z.number().int(),
  /** Lower-case hexadecimal. */
  sha256: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
});
export type StoredFile = z.infer<typeof StoredFile>;

export const UploadFile = z.strictObject({ name: z.string().min(1).max(255), purpose: FilePurpose });
