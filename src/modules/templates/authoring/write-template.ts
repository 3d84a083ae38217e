import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { blocks } from '../../../lib/template/lint/lint-template.ts';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { ConstraintViolation } from '../../../platform/db-errors.ts';
import { Problem, type ProblemDetails } from '../../../platform/problem.ts';
import { type Actor, actorRef, requireWorkspace } from '../../accounts/index.ts';
import type {
  CheckTemplate,
  CreateTemplate,
  Template,
  TemplateFinding,
  UpdateTemplate,
} from '../contract.ts';
import type { TemplatesDeps } from '../deps.ts';
import { templatesErrors } from '../errors.ts';
import {
  archiveTemplate,
  insertTemplate,
  insertVersion,
  listTemplates,
  lockTemplate,
  markPublished,
  updateTemplate,
} from '../queries/templates.ts';
import { designOf, publishFact, requireTemplate, templateUuid } from '../template-view.ts';
import { findingsOf, getTemplate } from './list-templates.ts';

const MOST_TEMPLATES = 250;

/** `Pesanan dikirim!` → `pesanan_dikirim`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 480) || 'templat';

export async function createTemplate(
  deps: TemplatesDeps,
  actor: Actor,
  input: z.output<typeof CreateTemplate>,
): Promise<Template> {
  const workspaceId = requireWorkspace(actor);
  const { name, defaultLanguage, design } = input;
  requireLanguage(design, defaultLanguage);
  const id = randomUUID();
  const publicId = publicIdOfUuid('tpl', id);
  const slug = input.slug ?? slugOf(name);
  await refuseDuplicate(
    deps.db.inWorkspace(workspaceId, async (tx) => {
      const known = await tx.query(listTemplates, [workspaceId]);
      if (known.length >= MOST_TEMPLATES) throw new Problem(templatesErrors.too_many_templates);
      await tx.query(insertTemplate, [workspaceId, id, name, slug, defaultLanguage, JSON.stringify(design)]);
      await publishFact(deps, tx, actor, {
        type: 'template.created',
        resource: publicId,
        data: { name, slug },
      });
    }),
  );
  deps.books.forget(workspaceId);
  return getTemplate(deps, actor, publicId);
}

async function refuseDuplicate(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ConstraintViolation)
      throw new Problem(templatesErrors.name_taken, { field: 'name' });
    throw error;
  }
}

function requireLanguage(design: Template['design'], language: string): void {
  if (design.languages[language] === undefined)
    throw new Problem(templatesErrors.language_missing, { field: 'defaultLanguage' });
}

/** Changes the draft; what is published stays as it is. */
export async function changeTemplate(
  deps: TemplatesDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof UpdateTemplate>,
): Promise<Template> {
  const workspaceId = requireWorkspace(actor);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    await tx.query(lockTemplate, [workspaceId, templateUuid(publicId)]);
    const row = await requireTemplate(tx, workspaceId, publicId);
    const language = input.defaultLanguage ?? row.default_language;
    requireLanguage(input.design ?? designOf(row), language);
    const same = input.design !== undefined && isDeepStrictEqual(input.design, row.design);
    const draft = input.design === undefined ? row.draft : same ? null : input.design;
    const stored = draft === null || draft === undefined ? null : JSON.stringify(draft);
    await tx.query(updateTemplate, [workspaceId, row.id, input.name ?? row.name, language, stored]);
    const data = { changed: Object.keys(input) };
    await publishFact(deps, tx, actor, { type: 'template.changed', resource: publicId, data });
  });
  deps.books.forget(workspaceId);
  return getTemplate(deps, actor, publicId);
}

/** The draft becomes the next version, which never changes again. */
export async function publishTemplate(
  deps: TemplatesDeps,
  actor: Actor,
  publicId: string,
): Promise<Template> {
  const workspaceId = requireWorkspace(actor);
  const reference = await deps.lintReference(workspaceId);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    await tx.query(lockTemplate, [workspaceId, templateUuid(publicId)]);
    const row = await requireTemplate(tx, workspaceId, publicId);
    if (row.draft === null) throw new Problem(templatesErrors.nothing_to_publish);
    const design = designOf(row);
    requireLanguage(design, row.default_language);
    const findings = findingsOf(design, row.slug, reference);
    if (blocks(findings, 'all')) throw new Problem(templatesErrors.has_errors, problemOf(findings, 'all'));
    const number = row.version + 1;
    const { id: by } = actorRef(actor);
    await tx.query(insertVersion, [workspaceId, row.id, number, JSON.stringify(design), by]);
    await tx.query(markPublished, [workspaceId, row.id, number]);
    await publishFact(deps, tx, actor, {
      type: 'template.published',
      resource: publicId,
      data: { version: number },
    });
  });
  deps.books.forget(workspaceId);
  return getTemplate(deps, actor, publicId);
}

/** Each error with where it is, as the problem names them. */
export function problemOf(findings: readonly TemplateFinding[], channel: 'all' | 'whatsapp'): ProblemDetails {
  const errors = findings
    .filter((one) => one.severity === 'error' && (one.channel === 'all' || one.channel === channel))
    .map((one) => ({
      field: `design.${one.language === undefined ? '' : `languages.${one.language}.`}${one.where}`,
      code: `templates.${one.code}`,
      detail: one.remedy.en,
    }));
  const [first] = errors;
  return first === undefined ? {} : { field: first.field, detail: first.detail, errors };
}

/** It can no longer be sent; what was sent keeps naming it. */
export async function removeTemplate(deps: TemplatesDeps, actor: Actor, publicId: string): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const row = await requireTemplate(tx, workspaceId, publicId);
    await tx.query(archiveTemplate, [workspaceId, row.id]);
    await publishFact(deps, tx, actor, {
      type: 'template.archived',
      resource: publicId,
      data: { name: row.name },
    });
  });
  deps.books.forget(workspaceId);
}

export async function checkTemplate(
  deps: TemplatesDeps,
  actor: Actor,
  { name, design }: z.output<typeof CheckTemplate>,
): Promise<TemplateFinding[]> {
  return findingsOf(design, name, await deps.lintReference(requireWorkspace(actor)));
}
