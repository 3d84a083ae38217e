/**
 * What the compiler says about a project, and no floating promises. Both from one program, because building
 * its types is the slowest part of all checks, and both only for the files that the last run does not answer
 * for: its build info lies in node_modules/.cache, and is written only when no promise floated.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { type Finding, fault } from './finding.ts';
import { floatingPromises } from './floating-promises.ts';

export function checkTypes(configPath: string): Finding[] {
  const path = resolve(configPath);
  const read = ts.readConfigFile(path, (file) => ts.sys.readFile(file));
  if (read.error !== undefined) return [fault(configPath, 'cannot be read')];
  const config = ts.parseJsonConfigFileContent(read.config, ts.sys, dirname(path), undefined, path);
  const { fileNames: rootNames, errors } = config;
  const options = { ...config.options, ...ownBuildInfo(config.options) };
  const examined = new Set<ts.SourceFile>();
  const builder = ts.createIncrementalProgram({
    rootNames,
    options,
    configFileParsingDiagnostics: errors,
    createProgram: (names, programOptions, host, old, diagnostics) => {
      if (names === undefined || programOptions === undefined || host === undefined)
        throw new Error('the compiler calls createProgram in another way than it did');
      const program = ts.createProgram({ rootNames: names, options: programOptions, host });
      return ts.createEmitAndSemanticDiagnosticsBuilderProgram(
        noting(program, examined),
        { createHash: (data) => createHash('sha256').update(data).digest('hex') },
        old,
        diagnostics,
      );
    },
  });
  const diagnostics = [
    ...builder.getConfigFileParsingDiagnostics(),
    ...builder.getOptionsDiagnostics(),
    ...builder.getSyntacticDiagnostics(),
    ...builder.getGlobalDiagnostics(),
    ...builder.getSemanticDiagnostics(),
  ];
  const own = new Set(rootNames.map((file) => resolve(file)));
  const floating = floatingPromises(
    builder.getProgram(),
    [...examined].filter((file) => !file.isDeclarationFile && own.has(resolve(file.fileName))),
  );
  // With noEmit this writes only what makes the next run faster.
  if (options.incremental === true && floating.length === 0) builder.emit();
  return [...diagnostics.map(findingOf), ...floating];
}

/**
 * The program, noting which files the builder has it examine: those that changed, and those whose types come
 * from them. The method is internal to the compiler (6.0); `types.test.ts` fails when it goes by another name.
 */
function noting(program: ts.Program, examined: Set<ts.SourceFile>): ts.Program {
  const name = 'getBindAndCheckDiagnostics';
  const examine: unknown = Reflect.get(program, name);
  if (typeof examine !== 'function') throw new Error(`the compiler has no ${name} any more`);
  const note = (file: ts.SourceFile, ...rest: unknown[]): unknown => {
    examined.add(file);
    return Reflect.apply(examine, program, [file, ...rest]);
  };
  return Object.assign(program, { [name]: note });
}

/** Apart from the compiler's own, which knows nothing of promises, and afresh when the rule about them changes. */
function ownBuildInfo(options: ts.CompilerOptions): ts.CompilerOptions {
  const { incremental, tsBuildInfoFile } = options;
  if (incremental !== true || tsBuildInfoFile === undefined) return {};
  const rule = createHash('sha256')
    .update(readFileSync(new URL('./floating-promises.ts', import.meta.url)))
    .digest('hex')
    .slice(0, 12);
  const directory = dirname(tsBuildInfoFile);
  const prefix = `${basename(tsBuildInfoFile, '.tsbuildinfo')}.checked-`;
  const current = `${prefix}${rule}.tsbuildinfo`;
  const known = ts.sys.directoryExists(directory) ? readdirSync(directory) : [];
  for (const name of known) {
    if (name.startsWith(prefix) && name !== current) rmSync(join(directory, name), { force: true });
  }
  return { tsBuildInfoFile: join(directory, current) };
}

function findingOf({ file, start, messageText, code }: ts.Diagnostic): Finding {
  const what = `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  if (file === undefined) return fault('tsconfig', what);
  const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
  return fault(`${relative(process.cwd(), file.fileName)}:${line + 1}`, what);
}
