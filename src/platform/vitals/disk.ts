import { statfs } from 'node:fs/promises';

/** Used share of the disk that holds a directory, as `df` counts it: of what is not set aside for root. Undefined when it cannot be seen. */
export async function diskUsed(directory: string | undefined): Promise<number | undefined> {
  if (directory === undefined) return undefined;
  try {
    const { blocks, bfree, bavail } = await statfs(directory);
    const used = blocks - bfree;
    return used + bavail === 0 ? undefined : used / (used + bavail);
  } catch {
    return undefined;
  }
}
