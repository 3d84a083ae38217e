// npm start: install and build when needed, then become the server. The server runs in this very
// process: one process less, its exit code is ours, and nothing stays behind when this is killed.
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

/** When npm itself is killed nobody can stop this process from that terminal any more: drain and end. */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}
