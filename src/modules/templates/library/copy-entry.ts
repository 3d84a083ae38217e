import type { z } from 'zod';
import { Problem } from '../../../platform/problem.ts';
import type { Actor } from '../../accounts/index.ts';
import { createTemplate } from '../authoring/write-template.ts';
import type { CopyLibraryEntry, Template } from '../contract.ts';
import type { TemplatesDeps } from '../deps.ts';
import { templatesErrors } from '../errors.ts';
import { branded, LIBRARY } from './library.ts';

const MOST_COPIES = 20;

/** A draft of one's own in the company's name; a second copy gets a number. */
export async function copyLibraryEntry(
  deps: TemplatesDeps,
  actor: Actor,
  key: string,
  { brand }: z.output<typeof CopyLibraryEntry>,
): Promise<Template> {
  const entry = LIBRARY.find((one) => one.key === key);
  if (entry === undefined) throw new Problem(templatesErrors.library_entry_not_found, { field: 'key' });
  const design = branded(entry.design, brand);
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? entry.name.id : `${entry.name.id} ${copy}`;
    const slug = copy === 1 ? key : `${key}_${copy}`;
    try {
      return await createTemplate(deps, actor, { name, slug, defaultLanguage: 'id', design });
    } catch (error) {
      const taken = error instanceof Problem && error.code === templatesErrors.name_taken;
      if (!taken || copy === MOST_COPIES) throw error;
    }
  }
}
