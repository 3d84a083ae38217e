/** Documents stay true: their links lead somewhere, and what they name in the code is there. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Finding, fault } from './finding.ts';
import { filesIn, readSource } from './source-files.ts';

const CODE = ['src', 'web', 'testing', 'scripts', 'bench', 'e2e', 'migrations', 'docs'];
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
/** `receive-message.ts`, `src/lib/ids.ts`: a file, by its whole path or the end of it. */
const FILE = /`((?:[\w.-]+\/)*[\w.-]+[.](?:ts|tsx|mjs|cjs|sql))`/g;
/** `pump` and `submit` in `line.ts` */
const NAMED_IN = /((?:`[\w$]+`(?:, | and )?)+) in `([\w./-]+[.](?:ts|tsx|mjs))`/g;

export function checkDocuments(root: string): Finding[] {
  const documents = [
    ...filesIn(root, ['docs', 'examples', 'sdk'], /[.]md$/),
    ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ].filter((path) => existsSync(join(root, path)));
  if (documents.length === 0) return [fault(root, 'there is no document to check')];
  const files = [...filesIn(root, CODE, /./), ...filesAtRoot(root)];
  return documents.flatMap((document) => {
    const text = readSource(root, document);
    return [
      ...brokenLinks(root, document, text),
      ...missingFiles(document, text, files),
      ...missingNames(root, document, text, files),
    ];
  });
}

const filesAtRoot = (root: string): string[] =>
  ['.dependency-cruiser.cjs', 'schema.sql', 'vitest.config.ts'].filter((path) =>
    existsSync(join(root, path)),
  );

function brokenLinks(root: string, document: string, text: string): Finding[] {
  return [...text.matchAll(LINK)].flatMap(([, target = '']) => {
    const path = target.split('#')[0] ?? '';
    if (path === '' || /^[a-z]+:/.test(path) || existsSync(join(root, dirname(document), path))) return [];
    return [fault(document, `links to ${target}, which does not exist`)];
  });
}

const fileNamed = (path: string, files: readonly string[]): string | undefined =>
  files.find((file) => file === path || file.endsWith(`/${path}`));

function missingFiles(document: string, text: string, files: readonly string[]): Finding[] {
  return [...text.matchAll(FILE)].flatMap(([, path = '']) =>
    path.startsWith('NNNN') || fileNamed(path, files) !== undefined
      ? []
      : [fault(document, `names the file ${path}, which does not exist`)],
  );
}

function missingNames(root: string, document: string, text: string, files: readonly string[]): Finding[] {
  return [...text.matchAll(NAMED_IN)].flatMap(([, names = '', path = '']) => {
    const file = fileNamed(path, files);
    if (file === undefined) return [];
    const source = readSource(root, file);
    return [...names.matchAll(/`([\w$]+)`/g)].flatMap(([, name = '']) =>
      new RegExp(`\\b${name}\\b`).test(source) ? [] : [fault(document, `says that ${name} is in ${path}`)],
    );
  });
}
