/** No floating promises: one that nobody awaits loses its failure. */
import { relative } from 'node:path';
import ts from 'typescript';
import { type Finding, fault } from './finding.ts';
import { lineOfNode, nodesOf } from './source-files.ts';

/** Promises nobody holds, in these files of the program. */
export function floatingPromises(program: ts.Program, files: Iterable<ts.SourceFile>): Finding[] {
  const checker = program.getTypeChecker();
  const findings: Finding[] = [];
  for (const file of files) {
    for (const node of nodesOf(file)) {
      if (!ts.isExpressionStatement(node) || !floats(checker, node.expression)) continue;
      const where = `${relative(process.cwd(), file.fileName)}:${lineOfNode(file, node)}`;
      findings.push(fault(where, 'a promise nobody waits for: await it, return it, or catch its failure'));
    }
  }
  return findings;
}

function floats(checker: ts.TypeChecker, expression: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(expression)) return floats(checker, expression.expression);
  if (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) return false;
  if (ts.isConditionalExpression(expression)) {
    return floats(checker, expression.whenTrue) || floats(checker, expression.whenFalse);
  }
  if (ts.isBinaryExpression(expression)) return floatsAfterOperator(checker, expression);
  if (!mayPromise(checker, expression)) return false;
  if (!isPromise(checker, checker.getTypeAtLocation(expression))) return false;
  return !isCaught(expression);
}

function floatsAfterOperator(checker: ts.TypeChecker, expression: ts.BinaryExpression): boolean {
  const operator = expression.operatorToken.kind;
  // `a = promise()` keeps the promise; `ready && start()` and `a, start()` drop it.
  if (operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment) return false;
  return floats(checker, expression.right);
}

/** `.catch(f)` and `.then(f, g)` take the failure; `.finally(f)` passes it on. */
function isCaught(expression: ts.Expression): boolean {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false;
  const { name, expression: target } = expression.expression;
  if (name.text === 'catch') return expression.arguments.length >= 1;
  if (name.text === 'then') return expression.arguments.length >= 2;
  return name.text === 'finally' && isCaught(target);
}

/**
 * A quick look before the thorough one: what a call may return is known from its signatures, while its type
 * asks for the types of all arguments (in tests these are whole files). Saves a quarter of the time.
 */
function mayPromise(checker: ts.TypeChecker, expression: ts.Expression): boolean {
  if (!ts.isCallExpression(expression)) return true;
  const signatures = checker.getTypeAtLocation(expression.expression).getCallSignatures();
  const undecided = ts.TypeFlags.Instantiable | ts.TypeFlags.Any;
  return signatures.some((signature) => {
    const returned = signature.getReturnType();
    return (returned.flags & undecided) !== 0 || isPromise(checker, returned);
  });
}

/** Promises only: Fastify's replies and instances have a `then` too, and need no waiting. */
function isPromise(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some((part) => isPromise(checker, part));
  if (type.symbol?.name === 'Promise') return true;
  return type.isClassOrInterface() && checker.getBaseTypes(type).some((base) => isPromise(checker, base));
}
