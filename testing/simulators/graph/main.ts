/**
 * The simulated Graph API as a process of its own:
 *   node --import tsx testing/simulators/graph/main.ts '{"port":8080,"mps":1000,"callbackUrl":"http://127.0.0.1:3000/…"}'
 */
import { runAsProcess } from '../run-as-process.ts';
import { type GraphOptions, startGraph } from './index.ts';

await runAsProcess(async (options: GraphOptions) => {
  const graph = await startGraph(options);
  return {
    place: { port: graph.port },
    counts: () => ({ ...graph.counts, seconds: graph.state.seconds }),
    close: () => graph.close(),
  };
});
