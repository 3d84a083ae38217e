import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { publicIdOfUuid, uuidOfPublicId } from '../../lib/uuid.ts';
import type { Transaction } from '../../platform/db.ts';
import { Problem } from '../../platform/problem.ts';
import { read } from '../../platform/storage/files.ts';
import { type Actor, actorRef, requireWorkspace } from '../accounts/index.ts';
import { listSenderViews } from '../routing/index.ts';
import { requirementsOf } from './checklist.ts';
import type {
  AddDocument,
  CaseDocument,
  CaseFile,
  Company,
  Operator,
  UpdateCaseFile,
  UpdateCompany,
} from './contract.ts';
import type { RegistrationsDeps } from './deps.ts';
import { registrationsErrors } from './errors.ts';
import { letterOf } from './letter.ts';
import {
  type CaseRow,
  type CompanyRow,
  countDocuments,
  type DocumentRow,
  findCase,
  findCompany,
  insertDocument,
  listDocuments,
  listHistory,
  removeDocument,
  saveCase,
  saveCompany,
} from './queries.ts';

const DAY_MS = 86_400_000;
const MOST_DOCUMENTS = 200;
const DOCUMENT_MIMES: readonly string[] = ['application/pdf', 'image/png', 'image/jpeg'];

type SenderView = Awaited<ReturnType<typeof listSenderViews>>[number];

async function requireSender(
  deps: RegistrationsDeps,
  actor: Actor,
  publicId: string,
): Promise<SenderView & { readonly uuid: string }> {
  const uuid = uuidOfPublicId('snd', publicId);
  const sender = (await listSenderViews(deps.routing, actor)).find(
    ({ id, medium }) => id === publicId && medium === 'sms',
  );
  if (uuid === undefined || sender === undefined)
    throw new Problem(registrationsErrors.sender_not_found, { field: 'id' });
  return { ...sender, uuid };
}

/** A case file begins with the first change; until then everything in it is empty. */
const emptyCase = (senderId: string): CaseRow => ({
  sender_id: senderId,
  brand: '',
  purpose: '',
  categories: [],
  monthly_volume: null,
  samples: [],
});

const loadCase = async (tx: Transaction, workspaceId: string, senderId: string): Promise<CaseRow> =>
  (await tx.query(findCase, [workspaceId, senderId]))[0] ?? emptyCase(senderId);

export function companyView(row: CompanyRow | undefined): Company {
  return {
    legalName: row?.legal_name ?? '',
    npwp: row?.npwp ?? '',
    nib: row?.nib ?? '',
    address: row?.address ?? '',
    city: row?.city ?? '',
    website: row?.website ?? '',
    signatoryName: row?.signatory_name ?? '',
    signatoryTitle: row?.signatory_title ?? '',
    contactEmail: row?.contact_email ?? '',
    contactPhone: row?.contact_phone ?? '',
    updatedAt: row?.updated_at.toISOString() ?? null,
  };
}

const documentView = (row: DocumentRow): CaseDocument => ({
  id: publicIdOfUuid('cdc', row.id),
  kind: row.kind,
  scope: row.sender_id === null ? 'company' : 'sender',
  operator: row.operator,
  file: row.file,
  name: row.name,
  hasMaterai: row.has_materai,
  validUntil: row.valid_until,
  addedBy: row.added_by,
  createdAt: row.created_at.toISOString(),
});

export const daysUntil = (end: number, now: number): number => Math.ceil((end - now) / DAY_MS);

export async function getCaseFile(
  deps: RegistrationsDeps,
  actor: Actor,
  publicId: string,
): Promise<CaseFile> {
  const workspaceId = requireWorkspace(actor);
  const sender = await requireSender(deps, actor, publicId);
  const now = deps.now();
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const file = await loadCase(tx, workspaceId, sender.uuid);
    const [company] = await tx.query(findCompany, [workspaceId]);
    const documents = await tx.query(listDocuments, [workspaceId, sender.uuid]);
    const history = await tx.query(listHistory, [workspaceId, sender.uuid]);
    const today = new Date(now).toISOString().slice(0, 10);
    return {
      sender: { id: sender.id, address: sender.address },
      brand: file.brand,
      purpose: file.purpose,
      categories: file.categories,
      monthlyVolume: file.monthly_volume,
      samples: file.samples,
      company: companyView(company),
      documents: documents.map(documentView),
      operators: sender.registrations.map((registration) => ({
        ...registration,
        daysLeft: registration.expiresAt === null ? null : daysUntil(Date.parse(registration.expiresAt), now),
        requirements: requirementsOf({ operator: registration.operator, company, file, documents, today }),
      })),
      history: history.map((row) => ({ ...row, at: row.at.toISOString() })),
    };
  });
}

export async function changeCaseFile(
  deps: RegistrationsDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof UpdateCaseFile>,
): Promise<CaseFile> {
  const workspaceId = requireWorkspace(actor);
  const sender = await requireSender(deps, actor, publicId);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const file = await loadCase(tx, workspaceId, sender.uuid);
    await tx.query(saveCase, [
      workspaceId,
      sender.uuid,
      input.brand ?? file.brand,
      input.purpose ?? file.purpose,
      input.categories ?? file.categories,
      input.monthlyVolume === undefined ? file.monthly_volume : input.monthlyVolume,
      input.samples ?? file.samples,
    ]);
    await publish(deps, tx, actor, 'sender.case_file_changed', sender.id, { changed: Object.keys(input) });
  });
  return getCaseFile(deps, actor, publicId);
}

export async function getCompany(deps: RegistrationsDeps, actor: Actor): Promise<Company> {
  const workspaceId = requireWorkspace(actor);
  const [row] = await deps.db.queryInWorkspace(workspaceId, findCompany, [workspaceId]);
  return companyView(row);
}

export async function changeCompany(
  deps: RegistrationsDeps,
  actor: Actor,
  input: z.output<typeof UpdateCompany>,
): Promise<Company> {
  const workspaceId = requireWorkspace(actor);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const [row] = await tx.query(findCompany, [workspaceId]);
    const old = companyView(row);
    await tx.query(saveCompany, [
      workspaceId,
      input.legalName ?? old.legalName,
      input.npwp ?? old.npwp,
      input.nib ?? old.nib,
      input.address ?? old.address,
      input.city ?? old.city,
      input.website ?? old.website,
      input.signatoryName ?? old.signatoryName,
      input.signatoryTitle ?? old.signatoryTitle,
      input.contactEmail ?? old.contactEmail,
      input.contactPhone ?? old.contactPhone,
    ]);
    const resource = publicIdOfUuid('wsp', workspaceId);
    await publish(deps, tx, actor, 'company.changed', resource, { changed: Object.keys(input) });
  });
  return getCompany(deps, actor);
}

/** Puts an uploaded file on the case. */
export async function addDocument(
  deps: RegistrationsDeps,
  actor: Actor,
  publicId: string,
  input: z.output<typeof AddDocument>,
): Promise<CaseFile> {
  const workspaceId = requireWorkspace(actor);
  const sender = await requireSender(deps, actor, publicId);
  const fileId = deps.publicIds.decode('file', input.file);
  const stored = fileId === undefined ? undefined : await read(deps.db, workspaceId, fileId);
  if (
    stored === undefined ||
    !DOCUMENT_MIMES.includes(stored.file.mime) ||
    stored.file.purpose !== 'document'
  )
    throw new Problem(registrationsErrors.file_unfit, { field: 'file' });
  const { name } = stored.file;
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const [known] = await tx.query(countDocuments, [workspaceId]);
    if (Number(known?.count ?? 0) >= MOST_DOCUMENTS)
      throw new Problem(registrationsErrors.too_many_documents);
    const ofCompany = input.scope === 'company';
    const { id: by } = actorRef(actor);
    const operator = input.operator ?? null;
    await tx.query(insertDocument, [
      ...([
        workspaceId,
        randomUUID(),
        ofCompany ? null : sender.uuid,
        operator,
        input.kind,
        input.file,
      ] as const),
      ...([name, input.hasMaterai, input.validUntil ?? null, by] as const),
    ]);
    await publish(deps, tx, actor, 'sender.document_added', sender.id, { kind: input.kind, operator });
  });
  return getCaseFile(deps, actor, publicId);
}

/** Takes it off the case; the file itself is deleted among the files. */
export async function dropDocument(
  deps: RegistrationsDeps,
  actor: Actor,
  publicId: string,
  documentId: string,
): Promise<void> {
  const workspaceId = requireWorkspace(actor);
  const sender = await requireSender(deps, actor, publicId);
  const uuid = uuidOfPublicId('cdc', documentId);
  await deps.db.inWorkspace(workspaceId, async (tx) => {
    const [row] = uuid === undefined ? [] : await tx.query(removeDocument, [workspaceId, sender.uuid, uuid]);
    if (row === undefined) throw new Problem(registrationsErrors.document_not_found, { field: 'document' });
    await publish(deps, tx, actor, 'sender.document_removed', sender.id, { ...row });
  });
}

/** The letter to one operator as a page to print, sign and upload again. */
export async function writeLetter(
  deps: RegistrationsDeps,
  actor: Actor,
  publicId: string,
  operator: Operator,
): Promise<string> {
  const workspaceId = requireWorkspace(actor);
  const sender = await requireSender(deps, actor, publicId);
  return deps.db.inWorkspace(workspaceId, async (tx) => {
    const file = await loadCase(tx, workspaceId, sender.uuid);
    const [company] = await tx.query(findCompany, [workspaceId]);
    return letterOf({ operator, sender: sender.address, company, file, now: new Date(deps.now()) });
  });
}

const publish = (
  deps: RegistrationsDeps,
  tx: Transaction,
  actor: Actor,
  type: string,
  resource: string,
  data: Record<string, unknown>,
): Promise<void> =>
  deps.bus.publish(tx, [
    { type, workspaceId: requireWorkspace(actor), actor: actorRef(actor), resource, data },
  ]);
