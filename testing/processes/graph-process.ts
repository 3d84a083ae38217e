/** The simulated Graph API in a process of its own. */
import { z } from 'zod';
import type { GraphOptions } from '../simulators/graph/index.ts';
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process.ts';

const place = z.object({ port: z.number() });
const counts = z.object({
  requests: z.number(),
  taken: z.number(),
  refused: z.number(),
  webhooks: z.number(),
  seconds: z.array(z.object({ second: z.number(), taken: z.number(), refused: z.number() })),
});

export type GraphProcess = SimulatorProcess<z.output<typeof counts>> & z.output<typeof place>;

export const startGraphProcess = (options: Omit<GraphOptions, 'reach' | 'now'>): Promise<GraphProcess> =>
  startSimulatorProcess('graph/main.ts', options, { place, counts });
