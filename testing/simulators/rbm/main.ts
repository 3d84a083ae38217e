/**
 * The simulated platform as a process of its own:
 *   node --import tsx testing/simulators/rbm/main.ts '{"accounts":[…],"agents":[…],"deliverAfterMs":5}'
 * Prints `{"url":…,"tokenUrl":…}` once it listens, its counts for every piece of input, and once more when it is told
 * to stop (SIGTERM or end of input).
 */
import { fstatSync } from 'node:fs';
import { type RbmOptions, startRbm } from './index.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as RbmOptions & { readonly webhookUrl?: string };
const rbm = await startRbm(options);
for (const { agentId } of options.agents) rbm.agent(agentId).webhookUrl = options.webhookUrl;
process.stdout.write(`${JSON.stringify({ url: rbm.url, tokenUrl: rbm.tokenUrl })}\n`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  tell();
  await rbm.close();
  process.exit(0);
}

function tell(): void {
  const agents = options.agents.map(({ agentId }) => rbm.agent(agentId));
  const taken = agents.reduce((sum, { messages }) => sum + messages.size, 0);
  process.stdout.write(
    `${JSON.stringify({ counts: { requests: rbm.requests.length, taken, tokens: rbm.tokens.granted } })}\n`,
  );
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
