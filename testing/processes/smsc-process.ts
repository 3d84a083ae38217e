/** The simulated SMSC in a process of its own. */
import { z } from 'zod';
import type { SmscOptions } from '../simulators/smsc/smsc.ts';
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process.ts';

const place = z.object({ port: z.number() });
const counts = z.object({ submits: z.number(), accepted: z.number(), binds: z.number() });

export type SmscProcess = SimulatorProcess<z.output<typeof counts>> & z.output<typeof place>;

export const startSmscProcess = (options: SmscOptions): Promise<SmscProcess> =>
  startSimulatorProcess('smsc/main.ts', options, { place, counts });
