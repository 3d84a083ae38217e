/** What is exported is used: in its own file, or by name in another one that is not a test. */
import ts from 'typescript';
import { ALLOWED_UNUSED } from './exceptions.ts';
import { type Finding, fault } from './finding.ts';
import { filesIn, isTest, lineOfNode, nodesOf, parseSource } from './source-files.ts';

const PRODUCT = ['src', 'web/src'];
/** Users of the product's code; what only tests use is not part of the product. */
const USERS = [...PRODUCT, 'testing', 'bench', 'e2e', 'scripts'];
const isDoor = (path: string): boolean => /^src\/modules\/[^/]+\/index[.]ts$/.test(path);

export function checkDeadCode(root: string): Finding[] {
  const paths = filesIn(root, USERS, /[.]tsx?$/).filter((path) => !isTest(path) && !path.endsWith('.d.ts'));
  const sources = paths.map((path) => parseSource(root, path));
  const product = sources.filter(({ fileName }) => /^(src|web\/src)\//.test(fileName));
  if (product.length === 0) return [fault(root, 'there is no source file to check')];
  // A door passes names on; that is no use of them yet.
  const uses = countNames(sources.filter(({ fileName }) => !isDoor(fileName)));
  return product.flatMap((source) =>
    exportsOf(source)
      .filter(({ name, own }) => (uses.get(name.text) ?? 0) <= own && !(name.text in ALLOWED_UNUSED))
      .map(({ name }) =>
        fault(`${source.fileName}:${lineOfNode(source, name)}`, `nothing uses ${name.text}: delete it`),
      ),
  );
}

function countNames(nodes: readonly ts.Node[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    for (const part of nodesOf(node)) {
      // A router names what it loads later in a string.
      if (ts.isIdentifier(part) || ts.isStringLiteral(part)) {
        counts.set(part.text, (counts.get(part.text) ?? 0) + 1);
      }
    }
  }
  return counts;
}

interface Export {
  readonly name: ts.Identifier;
  /** How often its own declarations name it: `const Role` and `type Role = z.infer<typeof Role>` three times. */
  readonly own: number;
}

function exportsOf(source: ts.SourceFile): Export[] {
  const declared = source.statements.flatMap((statement) =>
    isExported(statement) ? namesOf(statement).map((name) => ({ name, statement })) : [],
  );
  return declared.map(({ name }) => {
    const statements = declared.filter((one) => one.name.text === name.text).map((one) => one.statement);
    return { name, own: countNames([...new Set(statements)]).get(name.text) ?? 0 };
  });
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function namesOf(statement: ts.Statement): ts.Identifier[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name] : [],
    );
  }
  const declares =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return declares && statement.name !== undefined ? [statement.name] : [];
}
