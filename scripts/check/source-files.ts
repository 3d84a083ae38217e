import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'testdata', '.git']);

/** Files under the folders, relative to the root, in a stable order. Folders that do not exist hold none. */
export function filesIn(root: string, folders: readonly string[], pattern: RegExp): string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) visit(path);
      } else if (pattern.test(entry.name)) {
        found.push(relative(root, path).replaceAll('\\', '/'));
      }
    }
  };
  for (const folder of folders) visit(join(root, folder));
  return found.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

export const readSource = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

const parsed = new Map<string, ts.SourceFile>();

/** Parsed once per process: several checks look at the same files. */
export function parseSource(root: string, path: string): ts.SourceFile {
  const key = join(root, path);
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const source = ts.createSourceFile(path, readSource(root, path), ts.ScriptTarget.Latest, true);
  parsed.set(key, source);
  return source;
}

/** Line of a node, counted from 1. */
export const lineOfNode = (file: ts.SourceFile, node: ts.Node): number =>
  file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;

/** Every node of a file, parents before children. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

export const isTest = (path: string): boolean => /[.]test[.]tsx?$/.test(path);
