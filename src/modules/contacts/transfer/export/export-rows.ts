import type { Actor } from '../../../accounts/index.ts';
import { type ContactSummary, ListContacts } from '../../contract.ts';
import type { ContactsDeps } from '../../deps.ts';
import { maskValue } from '../../mask.ts';
import { findContacts } from '../../queries/contacts.ts';
import { listFields } from '../../queries/fields.ts';
import { listContacts } from '../../read/list-contacts.ts';
import type { ExportRow } from '../queries/exports.ts';

const PAGE = 100;
const Filter = ListContacts.pick({ q: true, tag: true, field: true });

/** Whoever may not see whole addresses searches and exports as somebody who may not. */
const readerOf = (workspaceId: string, masked: boolean): Actor =>
  masked
    ? { kind: 'key', workspaceId, keyId: workspaceId, mode: 'live', scopes: new Set(['contacts:read']) }
    : { kind: 'system', workspaceId, name: 'contacts.export' };

/** First the names of the columns, then page by page. Numbers and addresses beyond the first stand in one cell. */
export async function* exportRows(
  deps: ContactsDeps,
  row: ExportRow,
): AsyncGenerator<readonly (readonly string[])[]> {
  const { workspace_id: workspaceId, masked } = row;
  const actor = readerOf(workspaceId, masked);
  const filter = Filter.parse(row.filter);
  const fields = await deps.db.queryInWorkspace(workspaceId, listFields, [workspaceId]);
  yield [
    ['Nama', 'No HP', 'Email', 'Nomor lain', 'Email lain', 'WhatsApp ID', 'Tag']
      .concat(fields.map(({ label_id }) => label_id))
      .concat(['ID', 'Dibuat']),
  ];
  let cursor: string | undefined;
  do {
    const page = await listContacts(deps, actor, {
      ...filter,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const values = await fieldsOf(deps, workspaceId, page.items);
    yield page.items.map((contact) => [
      ...columnsOf(contact),
      ...fields.map(({ key }) => {
        const value = values.get(contact.id)?.[key];
        return value === undefined ? '' : String(masked ? maskValue(value) : value);
      }),
      contact.id,
      contact.createdAt.slice(0, 10),
    ]);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

async function fieldsOf(deps: ContactsDeps, workspaceId: string, contacts: readonly ContactSummary[]) {
  const ids = contacts.flatMap(({ id }) => deps.publicIds.decode('con', id)?.toString() ?? []);
  const rows = await deps.db.queryInWorkspace(workspaceId, findContacts, [workspaceId, ids]);
  return new Map(rows.map(({ id, fields }) => [deps.publicIds.encode('con', BigInt(id)), fields]));
}

function columnsOf({ name, identities, tags }: ContactSummary): string[] {
  const of = (kind: string): string[] =>
    identities.filter((one) => one.kind === kind).map(({ address }) => address);
  const [phone = '', ...phones] = of('phone');
  const [email = '', ...emails] = of('email');
  const labels = tags.map((tag) => tag.name).join(', ');
  return [name ?? '', phone, email, phones.join(', '), emails.join(', '), of('whatsapp').join(', '), labels];
}
