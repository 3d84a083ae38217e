/** The limits that Meta documents, with a clock that tests move. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Graph, type GraphOptions, startGraph } from './index.ts';

const PHONE = '106540352242922';
const HOUR = 3_600_000;
const graphs: Graph[] = [];
let now = Date.UTC(2026, 10, 21, 3);

async function start(options: GraphOptions = {}): Promise<Graph> {
  const graph = await startGraph({ now: () => now, statuses: 'none', ...options });
  graphs.push(graph);
  return graph;
}

afterEach(async () => {
  for (const graph of graphs.splice(0)) await graph.close();
});

async function post(graph: Graph, body: unknown, path = `${PHONE}/messages`): Promise<number | 'taken'> {
  const response = await fetch(`${graph.url}/v25.0/${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer EAAJ-token', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { error?: { code: number } };
  return answer.error?.code ?? 'taken';
}

const text = (to: string) => ({ messaging_product: 'whatsapp', to, type: 'text', text: { body: 'x' } });
const template = (to: string) => ({
  messaging_product: 'whatsapp',
  to,
  type: 'template',
  template: { name: 'kabar', language: { code: 'id' } },
});

async function withTemplate(options: GraphOptions): Promise<Graph> {
  const graph = await start({ reviewMs: 0, ...options });
  const components = [{ type: 'BODY', text: 'Ada kabar untuk Anda hari ini.' }];
  const body = { name: 'kabar', language: 'id', category: 'UTILITY', components };
  expect(await post(graph, body, '102290129340398/message_templates')).toBe('taken');
  await graph.webhooks.settle();
  return graph;
}

describe('the simulated Graph API', () => {
  it('takes so many messages per second and number', async () => {
    const graph = await start({ mps: 3, window: false });
    const people = ['6281100001', '6281100002', '6281100003', '6281100004'];
    const answers = [];
    for (const to of people) answers.push(await post(graph, text(to)));
    expect(answers).toEqual(['taken', 'taken', 'taken', 130429]);
    now += 1_000;
    expect(await post(graph, text('6281100004'))).toBe('taken');
    expect(graph.state.seconds.map(({ taken, refused }) => [taken, refused])).toEqual([
      [3, 1],
      [1, 0],
    ]);
  });

  it('answers as late as it is told to', async () => {
    const graph = await start({ answerMs: 80, window: false });
    const before = performance.now();
    expect(await post(graph, text('6281100001'))).toBe('taken');
    // Timers of Node fire up to 1 ms early.
    expect(performance.now() - before).toBeGreaterThan(78);
  });

  it('takes 45 at once and then one per six seconds for one person', async () => {
    const graph = await start({ mps: 1000, window: false });
    for (let n = 0; n < 45; n++) expect(await post(graph, text('6281100001'))).toBe('taken');
    expect(await post(graph, text('6281100001'))).toBe(131056);
    expect(await post(graph, text('6281100002'))).toBe('taken');
    now += 6_000;
    expect(await post(graph, text('6281100001'))).toBe('taken');
    expect(await post(graph, text('6281100001'))).toBe(131056);
  });

  it('opens a window of 24 hours with each message of a person', async () => {
    const graph = await withTemplate({ windowAtOnce: true });
    expect(await post(graph, text('6281100001'))).toBe(131047);
    expect(await post(graph, template('6281100001'))).toBe('taken');
    await graph.people.text('6281100001', 'Halo');
    now += 24 * HOUR - 1;
    expect(await post(graph, text('6281100001'))).toBe('taken');
    now += 1;
    expect(await post(graph, text('6281100001'))).toBe(131047);
  });

  it('lets a portfolio write to so many people outside the window in 24 hours', async () => {
    const graph = await withTemplate({ tier: 2 });
    expect(await post(graph, template('6281100001'))).toBe('taken');
    expect(await post(graph, template('6281100002'))).toBe('taken');
    expect(await post(graph, template('6281100001'))).toBe('taken');
    expect(await post(graph, template('6281100003'))).toBe(131048);
    await graph.people.text('6281100003', 'Halo');
    expect(await post(graph, template('6281100003'))).toBe('taken');
    now += 24 * HOUR;
    expect(await post(graph, template('6281100004'))).toBe('taken');
  });

  it('refuses what is not formed as Meta wants it', async () => {
    const graph = await start({ window: false });
    const of = (more: object) => ({ messaging_product: 'whatsapp', to: '6281100001', ...more });
    expect(await post(graph, { to: '6281100001' })).toBe(100);
    expect(await post(graph, of({ type: 'text' }))).toBe(131008);
    expect(await post(graph, of({ type: 'hologram', hologram: {} }))).toBe(131051);
    expect(await post(graph, of({ type: 'text', text: { body: '' } }))).toBe(131009);
    expect(await post(graph, of({ type: 'image', image: { id: '1', link: 'https://x.id/a' } }))).toBe(131009);
    expect(await post(graph, text('622150001000'))).toBe(131021);
    expect(await post(graph, text('x'))).toBe(131009);
    expect(await post(graph, template('6281100001'))).toBe(132001);
    Object.assign(graph.state.numbers.get(PHONE) ?? {}, { registered: false });
    expect(await post(graph, text('6281100001'))).toBe(133010);
  });

  it('reads numbers as Meta does: with signs and spaces, local ones with the country of the business', async () => {
    const graph = await start({ window: false });
    for (const to of ['+62 811-000-01', '62(811)00001', '081100001'])
      expect(await post(graph, text(to))).toBe('taken');
    expect(graph.taken.map(({ to }) => to)).toEqual(['6281100001', '6281100001', '6281100001']);
  });

  it('tells the conversation up to v23 and no longer from v24 on', async () => {
    for (const [webhookVersion, told] of [
      ['v23.0', true],
      ['v24.0', false],
    ] as const) {
      const bodies: string[] = [];
      const graph = await start({ window: false, webhookVersion, statuses: { sent: 0, delivered: 0 } });
      graph.webhooks.number = async (_, value) => {
        bodies.push(JSON.stringify(value));
        return 200;
      };
      await post(graph, text('6281100001'));
      await graph.webhooks.settle();
      expect(bodies).toHaveLength(2);
      expect(bodies.every((body) => body.includes('"conversation"'))).toBe(told);
    }
  });
});
