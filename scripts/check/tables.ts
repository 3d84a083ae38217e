/**
 * Every table has one owner: the module whose name its schema bears. SQL stands in
 * `queries.ts` files and migrations, and names the owner's schema or `platform`.
 */
import { basename } from 'node:path';
import ts from 'typescript';
import { ALLOWED_REFERENCES } from './exceptions.ts';
import { type Finding, fault } from './finding.ts';
import { filesIn, isTest, lineOfNode, nodesOf, parseSource, readSource } from './source-files.ts';

const SHARED = 'platform';
const QUERIES = /(^|\/)queries([.]ts$|\/)/;
/** Words before a table's name; in other literals `accounts.created` may be an event or a permission. */
const TABLE_FOLLOWS = '(?:from|join|into|update|table|truncate|references|using)\\s+(?:only\\s+)?';

export function checkTables(root: string): Finding[] {
  const files = filesIn(root, ['src', 'web/src'], /[.]tsx?$/).filter((file) => !isTest(file));
  const migrations = filesIn(root, ['migrations'], /[.]sql$/);
  if (files.length === 0) return [fault(root, 'there is no source file to check')];
  if (migrations.length === 0) return [fault(root, 'there is no migration to check')];
  const modules = files.flatMap((file) => /^src\/modules\/([^/]+)\//.exec(file)?.[1] ?? []);
  const parts = files.flatMap((file) => /^src\/platform\/([^/]+)\//.exec(file)?.[1] ?? []);
  const schemas = [...new Set([SHARED, ...modules, ...migrations.flatMap(schemasMadeBy(root))])];
  return [
    ...files.flatMap((file) => findingsOfCode(root, file, schemas)),
    ...migrations.flatMap((file) => findingsOfMigration(root, file, { schemas, parts })),
  ];
}

const schemasMadeBy = (root: string) => (file: string) =>
  [...withoutComments(readSource(root, file)).matchAll(/create schema (?:if not exists )?(\w+)/gi)].map(
    (match) => match[1] ?? '',
  );

function findingsOfCode(root: string, file: string, schemas: readonly string[]): Finding[] {
  const source = parseSource(root, file);
  const owner =
    /^src\/modules\/([^/]+)\//.exec(file)?.[1] ?? (file.startsWith('src/platform/') ? SHARED : '');
  const foreign = schemas.filter((schema) => schema !== owner && schema !== SHARED);
  const findings: Finding[] = [];
  for (const node of nodesOf(source)) {
    const where = `${file}:${lineOfNode(source, node)}`;
    if (isDefineQuery(node)) {
      findings.push(...faultsOfQuery(node, where, { owner, inQueries: QUERIES.test(file) }));
      const text = node.arguments[1]?.getText() ?? '';
      findings.push(...named(text, foreign, '').map((table) => fault(where, notYours(table, owner))));
    } else if (isText(node) && !isQueryText(node)) {
      const tables = named(node.getText(), foreign, TABLE_FOLLOWS);
      findings.push(...tables.map((table) => fault(where, notYours(table, owner))));
    }
  }
  return findings;
}

function faultsOfQuery(
  call: ts.CallExpression,
  where: string,
  place: { readonly owner: string; readonly inQueries: boolean },
): Finding[] {
  const findings: Finding[] = [];
  if (place.owner === '') findings.push(fault(where, 'only modules and platform speak SQL'));
  if (!place.inQueries) findings.push(fault(where, 'SQL belongs into queries.ts'));
  for (const part of nodesOf(call)) {
    // Constants of column lists are fine; anything else could carry a value into the text.
    if (!ts.isTemplateSpan(part)) continue;
    if (!ts.isIdentifier(part.expression) || !/^[A-Z][A-Z0-9_]*$/.test(part.expression.text)) {
      findings.push(
        fault(where, `\${${part.expression.getText()}} in SQL: only constants, values are parameters`),
      );
    }
  }
  return findings;
}

interface Names {
  readonly schemas: readonly string[];
  /** Folders of src/platform: their migrations belong to the schema `platform`. */
  readonly parts: readonly string[];
}

/** Migration `000012_messages_….sql` belongs to `messages`, `000007_events.sql` to platform's events. */
function findingsOfMigration(root: string, file: string, { schemas, parts }: Names): Finding[] {
  const name = /^\d{6}_([a-z0-9_]+)[.]sql$/.exec(basename(file))?.[1];
  if (name === undefined) return [fault(file, 'is not named NNNNNN_<module>.sql')];
  const begins = (word: string): boolean => name === word || name.startsWith(`${word}_`);
  const owner = schemas.find(begins) ?? (parts.some(begins) ? SHARED : undefined);
  if (owner === undefined) return [fault(file, 'its name begins with no module and not with platform')];
  const sql = withoutComments(readSource(root, file));
  const foreign = schemas.filter((schema) => schema !== owner && schema !== SHARED);
  const references = named(sql, foreign, 'references\\s+');
  const all = named(sql, foreign, '');
  return [
    ...references
      .filter((table) => !mayReference(owner, table))
      .map((table) => fault(file, noReference(table))),
    ...withoutOnce(all, references).map((table) => fault(file, notYours(table, owner))),
  ];
}

const mayReference = (owner: string, table: string): boolean =>
  ALLOWED_REFERENCES.some(({ table: to, from }) => to === table && (from === '*' || from.includes(owner)));

const notYours = (table: string, owner: string): string =>
  `names ${table}, which ${owner === '' ? 'this code' : owner} does not own: call its owner through index.ts`;
const noReference = (table: string): string =>
  `a foreign key to ${table} ties two modules together: add it to exceptions.ts with a reviewer's consent`;

/** Tables of the schemas that the text names after `before`. */
function named(text: string, schemas: readonly string[], before: string): string[] {
  if (schemas.length === 0) return [];
  const pattern = new RegExp(`${before}(?<![\\w.'])"?(${schemas.join('|')})"?[.]"?([a-z_]\\w*)"?`, 'gi');
  return [...text.matchAll(pattern)].map((match) => `${match[1]}.${match[2]}`.toLowerCase());
}

function withoutOnce(all: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return all.filter((table) => {
    const index = left.indexOf(table);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

const withoutComments = (sql: string): string =>
  sql.replaceAll(/--[^\n]*/g, '').replaceAll(/\/\*[\s\S]*?\*\//g, '');

const isText = (node: ts.Node): boolean => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

const isDefineQuery = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'defineQuery';

const isQueryText = (node: ts.Node): boolean =>
  isDefineQuery(node.parent) && node.parent.arguments[1] === node;
