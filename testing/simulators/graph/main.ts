/**
 * The simulated Graph API as a process of its own:
 *   node --import tsx testing/simulators/graph/main.ts '{"port":8080,"mps":1000,"callbackUrl":"http://127.0.0.1:3000/…"}'
 * Prints `{"port":…}` once it listens, its counts for every piece of input, and once more when it is told
 * to stop (SIGTERM or end of input).
 */
import { fstatSync } from 'node:fs';
import { type GraphOptions, startGraph } from './index.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as GraphOptions;
const graph = await startGraph(options);
process.stdout.write(`${JSON.stringify({ port: graph.port })}\n`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await graph.close();
  tell();
  process.exit(0);
}

function tell(): void {
  process.stdout.write(`${JSON.stringify({ counts: graph.counts })}\n`);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
// A parent that holds our input open takes us with it when it dies; /dev/null means nothing.
const input = fstatSync(0);
if (input.isFIFO() || input.isSocket()) {
  process.stdin.on('end', () => void stop());
  process.stdin.on('error', () => void stop());
  process.stdin.on('data', tell);
}
