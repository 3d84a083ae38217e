/**
 * The simulated SMSC as a process of its own:
 *   node --import tsx testing/simulators/smsc/main.ts '{"port":0,"record":false,"script":{"throttleAbove":50}}'
 * Prints `{"port":…}` once it listens, its counts for every piece of input, and once more when it is told
 * to stop (SIGTERM or end of input).
 */
import { fstatSync } from 'node:fs';
import { type SmscOptions, startSmsc } from './smsc.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as SmscOptions;
const smsc = await startSmsc(options);
process.stdout.write(`${JSON.stringify({ port: smsc.port })}\n`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await smsc.stop();
  tell();
  process.exit(0);
}

function tell(): void {
  process.stdout.write(`${JSON.stringify({ counts: smsc.counts })}\n`);
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
