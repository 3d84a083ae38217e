// npm run -s titian -- <command>: the command line. Standard output belongs to the command.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main, prepare, root } from './prepare.mjs';

await main(async () => {
  await prepare();
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(join(root, 'dist', 'apps', 'cli.js')).href);
});
