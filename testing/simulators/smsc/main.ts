/**
 * The simulated SMSC as a process of its own:
 *   node --import tsx testing/simulators/smsc/main.ts '{"port":0,"record":false,"script":{"throttleAbove":50}}'
 */
import { runAsProcess } from '../run-as-process.ts';
import { type SmscOptions, startSmsc } from './smsc.ts';

await runAsProcess(async (options: SmscOptions) => {
  const smsc = await startSmsc(options);
  return { place: { port: smsc.port }, counts: () => smsc.counts, close: () => smsc.stop() };
});
