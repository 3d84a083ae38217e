/** The simulated Graph API calls the adapter over real HTTP. */
import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../../testing/wait-for.ts';
import {
  type RigOptions,
  SETTINGS,
  startWhatsApp,
  type WhatsAppRig,
} from '../../../testing/whatsapp-channel.ts';
import type { ChannelEvent } from '../channel.ts';

const SARI = '6281234000001';
const rigs: WhatsAppRig[] = [];

async function start(options: RigOptions = {}): Promise<WhatsAppRig> {
  const rig = await startWhatsApp(options);
  rigs.push(rig);
  return rig;
}

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

describe('webhooks', () => {
  it('come again until they are stored, and not after', async () => {
    const rig = await start({ graph: { retryMs: [10, 10, 10] } });
    let refusals = 2;
    rig.storeWith(async (event) => {
      if (refusals-- > 0) throw new Error('the database is away');
      rig.events.push(event);
    });
    await rig.graph.people.text(SARI, 'Halo');
    await waitFor('storage', () => rig.events.length === 1);
    await rig.graph.webhooks.settle();
    expect(rig.calls.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(rig.events).toHaveLength(1);
  });

  it('that are unsigned, wrongly signed or too large leave nothing behind', async () => {
    const rig = await start();
    await rig.graph.people.text(SARI, 'Halo');
    const [good] = rig.calls;
    if (good === undefined) throw new Error('no call came');
    const stored = rig.events.length;
    const post = async (headers: Record<string, string>, body: Buffer): Promise<number> => {
      const emit = async (event: ChannelEvent): Promise<void> => void rig.events.push(event);
      return (await rig.connection.receive({ method: 'POST', headers, query: {}, body }, emit)).status;
    };
    const signature = good.headers['x-hub-signature-256'] ?? '';
    expect(await post({}, good.body)).toBe(401);
    expect(
      await post(
        { 'x-hub-signature-256': signature.replace(/.$/, (end) => (end === '0' ? '1' : '0')) },
        good.body,
      ),
    ).toBe(401);
    expect(await post({ 'x-hub-signature-256': 'sha256=zz' }, good.body)).toBe(401);
    expect(
      await post({ 'x-hub-signature-256': signature }, Buffer.concat([good.body, Buffer.from(' ')])),
    ).toBe(401);
    expect(await post({ 'x-hub-signature-256': signature }, Buffer.alloc(3 * 1024 * 1024 + 1))).toBe(413);
    expect(rig.events).toHaveLength(stored);
    expect(await post({ 'x-hub-signature-256': signature }, good.body)).toBe(200);
    expect(rig.events[1]).toEqual(rig.events[0]);
  });

  it('are all refused while there is no app secret', async () => {
    const rig = await start({ settings: { appSecret: '' }, graph: { retryMs: [], appSecret: '' } });
    await rig.graph.people.text(SARI, 'Halo');
    expect(rig.calls.map(({ status }) => status)).toEqual([401]);
  });

  it('of one person stay in order while others go on', async () => {
    const rig = await start();
    const order: string[] = [];
    rig.storeWith(async (event) => {
      if (event.type !== 'message') return;
      if (event.text === 'satu') await new Promise((resolve) => setTimeout(resolve, 30));
      order.push(event.text);
    });
    const message = (from: string, body: string) => ({
      from,
      id: `wamid.${body}`,
      timestamp: '1795230000',
      type: 'text',
      text: { body },
    });
    const messages = [message(SARI, 'satu'), message(SARI, 'dua'), message('6281234000002', 'lain')];
    const number = rig.graph.state.numbers.get(SETTINGS.phoneNumberId);
    if (number === undefined) throw new Error('no number');
    await rig.graph.webhooks.number(number, { messages });
    expect(order).toEqual(['lain', 'satu', 'dua']);
  });

  it('tell of a new number, a new user id and of marketing', async () => {
    const rig = await start();
    await rig.graph.people.text(SARI, 'Halo');
    await rig.graph.people.changeNumber(SARI, '6281234000009');
    await rig.graph.people.preferMarketing('6281234000009', 'stop');
    expect(rig.events.slice(1)).toMatchObject([
      { type: 'identity_changed', kind: 'phone', previous: `+${SARI}`, current: '+6281234000009' },
      { type: 'identity_changed', kind: 'whatsapp' },
      { type: 'preference', address: '+6281234000009', marketing: 'stop' },
    ]);
  });
});
