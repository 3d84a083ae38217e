import type { z } from 'zod';
import type { Result } from '../../../lib/result.ts';
import { read } from '../../../platform/storage/files.ts';
import type { Refusal } from '../accept/refusal.ts';
import type { SendMessage } from '../contract.ts';
import type { MessagesDeps } from '../deps.ts';
import type { Address } from './address.ts';
import { findReplyTargets } from '../queries/content.ts';
import type { ReadyTemplate } from './ready-template.ts';
import type { FileFacts } from './refuse-content.ts';
import { mediaIn } from './rich.ts';

/** All that drafting has to look up, and only for what is more than a text to a number. */
export interface Facts {
  /** By `con_…` or `idn_…`: where the person can be reached, the best first; empty when there is nobody. */
  readonly addresses: ReadonlyMap<string, readonly Address[]>;
  /** By `msg_…`. */
  readonly replies: ReadonlyMap<string, ReplyFacts>;
  /** By `file_…`. */
  readonly files: ReadonlyMap<string, FileFacts>;
  /** By `templateKey`. */
  readonly templates: ReadonlyMap<string, Result<ReadyTemplate, Refusal>>;
}

export interface ReplyFacts {
  readonly id: bigint;
  /** The person's address. */
  readonly party: string;
  /** UUID */
  readonly channelId: string;
  readonly externalId: string | null;
}

type Wish = z.output<typeof SendMessage>;

export const NO_FACTS: Facts = {
  addresses: new Map(),
  replies: new Map(),
  files: new Map(),
  templates: new Map(),
};

export const isReference = (to: string): boolean => to.startsWith('con_') || to.startsWith('idn_');

export const templateKey = (template: NonNullable<Wish['template']>): string => JSON.stringify(template);

/** The message that a wish answers or reacts to, by its public id. */
export const answeredBy = ({ replyTo, content }: Wish): string | undefined =>
  replyTo ?? (content?.type === 'reaction' ? content.message : undefined);

/** Asks nothing for plain texts to numbers. */
export async function gatherFacts(
  deps: MessagesDeps,
  workspaceId: string,
  messages: readonly ({ readonly ok: true; readonly value: Wish } | { readonly ok: false })[],
): Promise<Facts> {
  const rich = messages.flatMap((one) => (one.ok && isMore(one.value) ? [one.value] : []));
  if (rich.length === 0) return NO_FACTS;
  const references = rich.flatMap(({ to }) => (to !== undefined && isReference(to) ? [to] : []));
  const [addresses, replies, templates] = await Promise.all([
    references.length === 0 ? NO_FACTS.addresses : deps.addressesOf(workspaceId, [...new Set(references)]),
    findReplies(deps, workspaceId, rich),
    findTemplates(deps, workspaceId, rich),
  ]);
  const files = await findFiles(deps, workspaceId, [...filesIn(rich), ...filesOf(templates)]);
  return { addresses, replies, files, templates };
}

const isMore = ({ to, content, replyTo, template }: Wish): boolean =>
  content !== undefined ||
  replyTo !== undefined ||
  template !== undefined ||
  (to !== undefined && isReference(to));

async function findReplies(
  { db, publicIds }: MessagesDeps,
  workspaceId: string,
  wishes: readonly Wish[],
): Promise<Facts['replies']> {
  const asked = new Map(
    wishes.flatMap((wish) => {
      const publicId = answeredBy(wish);
      const id = publicId === undefined ? undefined : publicIds.decode('msg', publicId);
      return publicId === undefined || id === undefined ? [] : [[id.toString(), publicId] as const];
    }),
  );
  if (asked.size === 0) return NO_FACTS.replies;
  const rows = await db.queryInWorkspace(workspaceId, findReplyTargets, [workspaceId, [...asked.keys()]]);
  return new Map(
    rows.map((row) => [
      asked.get(row.id) ?? '',
      { id: BigInt(row.id), party: row.party, channelId: row.channel_id, externalId: row.external_id },
    ]),
  );
}

const filesIn = (wishes: readonly Wish[]): string[] =>
  wishes.flatMap(({ content }) =>
    content === undefined ? [] : mediaIn(content).flatMap(({ source }) => source.file ?? []),
  );

const filesOf = (templates: Facts['templates']): string[] =>
  [...templates.values()].flatMap((one) => (one.ok ? one.value.files : []));

async function findFiles(
  { db, publicIds }: MessagesDeps,
  workspaceId: string,
  asked: readonly string[],
): Promise<Facts['files']> {
  const files = new Map<string, FileFacts>();
  for (const publicId of new Set(asked)) {
    const id = publicIds.decode('file', publicId);
    const known = id === undefined ? undefined : await read(db, workspaceId, id);
    // Tables of contacts and papers of the company go to nobody.
    if (known?.file.purpose === 'media')
      files.set(publicId, { mime: known.file.mime, size: known.file.size });
  }
  return files;
}

async function findTemplates(
  { templates }: MessagesDeps,
  workspaceId: string,
  wishes: readonly Wish[],
): Promise<Facts['templates']> {
  const found = new Map<string, Result<ReadyTemplate, Refusal>>();
  for (const { template } of wishes) {
    if (template === undefined) continue;
    const key = templateKey(template);
    if (!found.has(key)) found.set(key, await templates(workspaceId, template));
  }
  return found;
}
