/** The simulated RBM platform in a process of its own. */
import { z } from 'zod';
import type { RbmOptions } from '../simulators/rbm/index.ts';
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process.ts';

const place = z.object({ url: z.string(), tokenUrl: z.string() });
const counts = z.object({ requests: z.number(), taken: z.number(), tokens: z.number() });

export type RbmProcess = SimulatorProcess<z.output<typeof counts>> & z.output<typeof place>;

export const startRbmProcess = (
  options: RbmOptions & { readonly webhookUrl?: string },
): Promise<RbmProcess> => startSimulatorProcess('rbm/main.ts', options, { place, counts });
