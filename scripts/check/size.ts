/** A file fits on a screen or two, a function on one, a folder in one glance. */
import { dirname } from 'node:path';
import ts from 'typescript';
import { ALLOWED_LONG_FILES, FOLDERS_OF_ANY_SIZE } from './exceptions.ts';
import { type Finding, fault, warning } from './finding.ts';
import { filesIn, isTest, lineOfNode, nodesOf, parseSource, readSource } from './source-files.ts';

const FILE = { warn: 300, fail: 500 };
const FUNCTION = { warn: 40, fail: 80 };
const FILES_PER_FOLDER = 25;
const FOLDERS = ['src', 'web', 'testing', 'bench', 'e2e', 'scripts', 'migrations', 'docs'];

export function checkSize(root: string): Finding[] {
  const all = filesIn(root, FOLDERS, /./);
  const code = all.filter((file) => /[.](ts|tsx|mjs|cjs|css)$/.test(file) && !(file in ALLOWED_LONG_FILES));
  if (code.length === 0) return [fault(root, 'there is no source file to check')];
  return [
    ...foldersTooFull(all),
    ...code.flatMap((file) => fileTooLong(root, file)),
    ...code
      .filter((file) => /[.](ts|tsx|mjs)$/.test(file) && !isTest(file))
      .flatMap((file) => functionsTooLong(root, file)),
  ];
}

function foldersTooFull(files: readonly string[]): Finding[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts]
    .filter(([folder, count]) => count > FILES_PER_FOLDER && !FOLDERS_OF_ANY_SIZE.includes(folder))
    .map(([folder, count]) => fault(folder, `holds ${count} files, at most ${FILES_PER_FOLDER}`));
}

function fileTooLong(root: string, file: string): Finding[] {
  const text = readSource(root, file);
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > FILE.fail) return [fault(file, `has ${lines} lines, at most ${FILE.fail}`)];
  return lines > FILE.warn ? [warning(file, `has ${lines} lines, better below ${FILE.warn}`)] : [];
}

/** Tests are left out: a `describe` is a list, not a function to be understood at once. */
function functionsTooLong(root: string, file: string): Finding[] {
  const source = parseSource(root, file);
  const findings: Finding[] = [];
  for (const node of nodesOf(source)) {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) continue;
    const first = lineOfNode(source, node);
    const lines = source.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - first;
    const where = `${file}:${first}`;
    if (lines > FUNCTION.fail) {
      findings.push(fault(where, `${nameOf(node)} has ${lines} lines, at most ${FUNCTION.fail}`));
    } else if (lines > FUNCTION.warn) {
      findings.push(warning(where, `${nameOf(node)} has ${lines} lines, better below ${FUNCTION.warn}`));
    }
  }
  return findings;
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText();
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : 'a function without a name';
}
