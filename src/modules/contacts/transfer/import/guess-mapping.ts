/** What the columns of a file seem to be, by their names in Indonesian and English and by what stands in them. */
import type { ColumnTarget } from '../../contract.ts';
import { canonicalIdentity } from '../../identity-address.ts';
import { readPhone } from './read-phone.ts';
import { readValue } from './read-value.ts';

interface KnownField {
  readonly key: string;
  readonly label_id: string;
  readonly label_en: string | null;
}

type Plain = 'skip' | 'name' | 'phone' | 'email' | 'tags';

/** After folding: lower case, letters and digits only. */
const NAMES: Readonly<Record<Plain, readonly string[]>> = {
  skip: ['no', 'nomer', 'nourut', 'nomorurut', 'id', 'row', 'baris'],
  name: [
    ...['nama', 'namalengkap', 'namapelanggan', 'namacustomer', 'namakontak', 'namadepan', 'namabelakang'],
    ...['namatengah', 'namapenerima', 'name', 'fullname', 'firstname', 'lastname', 'middlename', 'customer'],
    ...[
      'customername',
      'contactname',
      'displayname',
      'pelanggan',
      'kontak',
      'contact',
      'givenname',
      'familyname',
    ],
  ],
  phone: [
    ...[
      'nohp',
      'hp',
      'nomorhp',
      'nohape',
      'handphone',
      'nohandphone',
      'nomorhandphone',
      'ponsel',
      'nomorponsel',
    ],
    ...[
      'noponsel',
      'wa',
      'nowa',
      'nomorwa',
      'whatsapp',
      'nowhatsapp',
      'nomorwhatsapp',
      'notelp',
      'notlp',
      'telp',
    ],
    ...[
      'tlp',
      'telepon',
      'notelepon',
      'nomortelepon',
      'nomor',
      'seluler',
      'phone',
      'phonenumber',
      'phone1value',
    ],
    ...[
      'mobile',
      'mobilephone',
      'mobilenumber',
      'msisdn',
      'cell',
      'cellphone',
      'tel',
      'telephone',
      'contactnumber',
    ],
  ],
  email: ['email', 'emails', 'emailaddress', 'alamatemail', 'surel', 'mail', 'email1value'],
  tags: [
    'label',
    'labels',
    'tag',
    'tags',
    'kategori',
    'category',
    'grup',
    'group',
    'groups',
    'segmen',
    'segment',
  ],
};

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

const share = (cells: readonly string[], is: (cell: string) => boolean): number =>
  cells.length === 0 ? 0 : cells.filter(is).length / cells.length;

/** One guess for each column; the first 20 rows decide where the name does not. */
export function guessMapping(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  fields: readonly KnownField[],
): ColumnTarget[] {
  return columns.map((column, i) => {
    const cells = rows.map((row) => (row[i] ?? '').trim()).filter((cell) => cell !== '');
    return guessColumn(column, cells, fields);
  });
}

function guessColumn(column: string, cells: readonly string[], fields: readonly KnownField[]): ColumnTarget {
  const name = fold(column);
  const field = fields.find(({ key, label_id, label_en }) =>
    [key, label_id, label_en ?? key].some((one) => fold(one) === name),
  );
  if (field !== undefined && name !== '') return { to: 'field', key: field.key };
  const phones = share(cells, (cell) => readPhone(cell).ok);
  const emails = share(cells, (cell) => canonicalIdentity('email', cell) !== undefined);
  const known = PLAIN.find((one) => NAMES[one].includes(name));
  // "Nomor" of an order is no phone number, and "No" may be one.
  if (known === 'phone' && cells.length > 0 && phones === 0) return newField(column, cells);
  if (known === 'skip' && phones > 0.5) return { to: 'phone' };
  if (known !== undefined) return { to: known };
  if (emails > 0.5) return { to: 'email' };
  if (phones > 0.5) return { to: 'phone' };
  return cells.length === 0 ? { to: 'skip' } : newField(column, cells);
}

const PLAIN: readonly Plain[] = ['skip', 'name', 'phone', 'email', 'tags'];

function newField(column: string, cells: readonly string[]): ColumnTarget {
  const label = [...column.trim()].slice(0, 60).join('');
  if (label === '') return { to: 'skip' };
  const is = (type: 'date' | 'number') => share(cells, (cell) => readValue(cell, type, []).ok) === 1;
  // A leading zero means that it is no amount: postal codes, member numbers.
  const amount = is('number') && !cells.some((cell) => /^0\d/.test(cell));
  return { to: 'new_field', label, type: is('date') ? 'date' : amount ? 'number' : 'text' };
}

/** Whether the first row names the columns: nobody is called by a number or an e-mail address. */
export const looksLikeHeader = (cells: readonly string[]): boolean =>
  !cells.some((cell) => readPhone(cell).ok || canonicalIdentity('email', cell) !== undefined);
