/** `as` tells the compiler to stop looking; it is for `src/lib`, tests and a short reviewed list. */
import ts from 'typescript';
import { ALLOWED_ASSERTIONS, type AllowedAssertions } from './exceptions.ts';
import { type Finding, fault } from './finding.ts';
import { filesIn, isTest, lineOfNode, nodesOf, parseSource } from './source-files.ts';

const FOLDERS = ['src', 'web/src'];
const FREE = /^src\/lib\//;

export function checkAssertions(
  root: string,
  allowed: Readonly<Record<string, AllowedAssertions>> = ALLOWED_ASSERTIONS,
): Finding[] {
  const files = filesIn(root, FOLDERS, /[.]tsx?$/).filter((file) => !isTest(file) && !FREE.test(file));
  if (files.length === 0) return [fault(root, 'there is no source file to check')];
  const gone = Object.keys(allowed).filter((file) => !files.includes(file));
  return [
    ...gone.map((file) => fault(file, 'is in the list of exceptions, but does not exist')),
    ...files.flatMap((file) => findingsOf(root, file, allowed[file]?.count ?? 0)),
  ];
}

function findingsOf(root: string, file: string, allowed: number): Finding[] {
  const source = parseSource(root, file);
  const found = [...nodesOf(source)].filter(isAssertion);
  if (found.length === allowed) return [];
  if (found.length < allowed) {
    return [fault(file, `holds ${found.length} assertions, its exception says ${allowed}: correct the list`)];
  }
  const places = found.map((node) => lineOfNode(source, node)).join(', ');
  return [
    fault(
      `${file}:${places}`,
      `${found.length} type assertions, ${allowed} allowed: parse with zod, narrow, or write the reason into exceptions.ts`,
    ),
  ];
}

function isAssertion(node: ts.Node): boolean {
  if (ts.isTypeAssertionExpression(node)) return true;
  return ts.isAsExpression(node) && node.type.getText() !== 'const';
}
