// npm start: install and build when needed, then become the server. The server runs in this very
// process: one process less, its exit code is ours, and nothing stays behind when this is killed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main, prepare, root } from './prepare.mjs';

await main(async () => {
  await prepare();
  // Ctrl-C arrives twice under npm: from the terminal and passed on by npm. The server listens once;
  // these keep the second one from ending the process in the middle of the drain.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  stopWithNpm();
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(join(root, 'dist', 'apps', 'all.js')).href);
});

/**
 * When npm itself is killed nobody can stop this process from that terminal any more: drain and end.
 * npm may put a shell in between, which survives it and shows the loss in its own parent.
 */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const before = ancestors();
  const watch = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

/** Linux only; elsewhere the shell replaces itself by this process. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return '';
  }
}
