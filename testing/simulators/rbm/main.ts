/**
 * The simulated platform as a process of its own:
 *   node --import tsx testing/simulators/rbm/main.ts '{"accounts":[…],"agents":[…],"deliverAfterMs":5}'
 */
import { runAsProcess } from '../run-as-process.ts';
import { type RbmOptions, startRbm } from './index.ts';

await runAsProcess(async (options: RbmOptions & { readonly webhookUrl?: string }) => {
  const rbm = await startRbm(options);
  const agents = options.agents.map(({ agentId }) => rbm.agent(agentId));
  for (const agent of agents) agent.webhookUrl = options.webhookUrl;
  return {
    place: { url: rbm.url, tokenUrl: rbm.tokenUrl },
    counts: () => ({
      requests: rbm.requests.length,
      taken: agents.reduce((sum, { messages }) => sum + messages.size, 0),
      tokens: rbm.tokens.granted,
    }),
    close: () => rbm.close(),
    tellsBeforeClosing: true,
  };
});
