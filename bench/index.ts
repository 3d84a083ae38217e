/**
 * npm run bench -- <name> [--json] [--profile <directory>] [--seeds <number>,<number>…]
 * One file per claim. `--json` prints one JSON line per figure; progress goes to standard error.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { acceptBench } from './accept.ts';
import { bareBench } from './bare.ts';
import { contactsBench } from './contacts.ts';
import { contactsImportBench } from './contacts-import.ts';
import { channelsBench } from './channels.ts';
import { type Bench, rounded, tableOf } from './figure.ts';
import { inboundBench } from './inbound.ts';
import { lanesBench } from './lanes.ts';
import { pipelineBench } from './pipeline.ts';
import { pumpingBench } from './pumping.ts';
import { timingBench } from './timing.ts';
import { verifyBench } from './verify.ts';
import { webhooksBench } from './webhooks.ts';

const BENCHES: Readonly<Record<string, Bench>> = {
  accept: acceptBench,
  bare: bareBench,
  channels: channelsBench,
  contacts: contactsBench,
  'contacts-import': contactsImportBench,
  inbound: inboundBench,
  lanes: lanesBench,
  pipeline: pipelineBench,
  timing: timingBench,
  verify: verifyBench,
  webhooks: webhooksBench,
  pumping: pumpingBench,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    profile: { type: 'string' },
    seeds: { type: 'string' },
  },
});
const [name = ''] = positionals;
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write(
    `Usage: npm run bench -- <name> [--json] [--profile <directory>] [--seeds <number>,<number>…]\nNames: ${Object.keys(BENCHES).join(', ')}\n`,
  );
  process.exit(2);
}
const profileDir = values.profile === undefined ? undefined : resolve(values.profile);
if (profileDir !== undefined) mkdirSync(profileDir, { recursive: true });
const seeds = values.seeds?.split(',').map(Number);
const figures = await bench.run({
  profileDir,
  ...(seeds === undefined ? {} : { seeds }),
  onProgress: (line) => process.stderr.write(`${line}\n`),
});
if (values.json) {
  for (const { value, ratio, ...figure } of figures) {
    const numbers = { value: rounded(value), ...(ratio === undefined ? {} : { ratio: rounded(ratio) }) };
    process.stdout.write(`${JSON.stringify({ ...figure, ...numbers })}\n`);
  }
} else {
  process.stdout.write(`${tableOf(figures)}\n\n${bench.notes.map((note) => `- ${note}\n`).join('')}`);
}
