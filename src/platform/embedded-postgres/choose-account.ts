import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EmbeddedPostgresError } from './log.ts';

/** How to run a PostgreSQL program: PostgreSQL refuses to run as root. */
export interface Account {
  /** Set when this process is root: the owner of the data and of the server process. */
  readonly drop?: { readonly uid: number; readonly gid: number };
  /** Program and leading arguments that start the command, when dropping the uid alone is not enough. */
  readonly prefix: readonly string[];
}

/**
 * Picks who runs the server. As an ordinary user: that user. As root: the unprivileged account
 * `postgres`, else `nobody`. When that account cannot reach one of `paths` (a clone below /root or a
 * 0700 directory), the server keeps one capability that lets it pass such directories.
 */
export function chooseAccount(paths: readonly string[]): Account {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const drop = unprivilegedAccount(readFileSync('/etc/passwd', 'utf8'));
  if (drop === undefined) {
    throw new EmbeddedPostgresError(
      'PostgreSQL refuses to run as root and there is neither a user "postgres" nor "nobody". Run Titian as an ordinary user.',
    );
  }
  const blocked = paths.map((path) => firstUnreachable(path, drop)).find((path) => path !== undefined);
  if (blocked === undefined) return { drop, prefix: [] };
  const setpriv = findProgram('setpriv');
  if (setpriv === undefined || process.platform !== 'linux') {
    throw new EmbeddedPostgresError(
      `PostgreSQL refuses to run as root, and the account it runs as (uid ${drop.uid}) cannot enter ${blocked}. ` +
        `Do one of these: run Titian as an ordinary user; move it to a directory everyone may enter; ` +
        `"chmod o+x ${blocked}"; install setpriv (package util-linux); or set DATABASE_URL.`,
    );
  }
  return { drop, prefix: setprivCommand(setpriv, drop) };
}

/**
 * `dac_override` passes directories closed to others; container runtimes grant it to root by default
 * (unlike `dac_read_search`). It is the only capability the server keeps. PostgreSQL checks its own
 * binary with access(2), which ignores capabilities of non-root users unless `no_setuid_fixup` is set.
 */
function setprivCommand(setpriv: string, drop: { uid: number; gid: number }): string[] {
  return [
    setpriv,
    `--reuid=${drop.uid}`,
    `--regid=${drop.gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    '--bounding-set=-all,+dac_override',
    '--',
  ];
}

/** Reads `name:password:uid:gid:…` lines. */
export function unprivilegedAccount(passwd: string): { uid: number; gid: number } | undefined {
  for (const name of ['postgres', 'nobody']) {
    const fields = passwd
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':');
    const uid = Number(fields?.[2]);
    const gid = Number(fields?.[3]);
    if (Number.isInteger(uid) && Number.isInteger(gid) && uid > 0) return { uid, gid };
  }
  return undefined;
}

/** The outermost directory on the way to `path` that the account may not enter, or a file it may not run. */
export function firstUnreachable(path: string, account: { uid: number; gid: number }): string | undefined {
  const chain: string[] = [];
  for (let at = resolve(path); ; at = dirname(at)) {
    chain.unshift(at);
    if (at === dirname(at)) break;
  }
  for (const at of chain) {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    const shift = stat.uid === account.uid ? 6 : stat.gid === account.gid ? 3 : 0;
    if (((stat.mode >> shift) & 0o1) === 0) return at;
  }
  return undefined;
}

function findProgram(name: string): string | undefined {
  for (const directory of ['/usr/bin', '/bin', '/usr/local/bin', '/usr/sbin', '/sbin']) {
    const path = `${directory}/${name}`;
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return path;
  }
  return undefined;
}
