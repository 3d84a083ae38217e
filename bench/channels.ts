/**
 * How fast an adapter sends, and what a message costs in CPU, against its simulator in a process of its own: alone,
 * without database and queue, so that what is seen is the translation and HTTP; and WhatsApp with the whole product.
 */
import { type ChannelConnection, channelType } from '../src/channels/index.ts';
import { makeChannelDeps } from '../testing/channel-deps.ts';
import { type GraphProcess, startGraphProcess } from '../testing/processes/graph-process.ts';
import { offer } from './channels/offer.ts';
import { rcsFigures } from './channels/rcs.ts';
import { steadyRate, toldSeconds } from './channels/seconds.ts';
import { ANSWER_MS, EDGE_SECONDS, MESSAGES, whatsappProductFigures } from './channels/whatsapp-product.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage } from './figure.ts';

/** Meta's highest throughput of one number. */
const LIMIT = 1_000;
const SUSTAINED_SECONDS = 20;
/** Whoever fills a limit has a backlog: what leaves late is not missed by the next second. */
const OFFERED = 1.02 * LIMIT;
/** Without a limit at the other end, to see how much there is in reserve. */
const FLAT_OUT = 10_000;

export const channelsBench: Bench = {
  notes: [
    `whatsapp.sustained: the adapter alone. ${OFFERED.toLocaleString('en')} calls/s for ${SUSTAINED_SECONDS} s, a text to one number each, to a simulator that refuses more than ${LIMIT.toLocaleString('en')} in a second of the clock; refused ones are sent again within the same pace, and 2 % must be refused. The rate is what was taken per full second.`,
    `whatsapp.product: ${MESSAGES.toLocaleString('en')} texts to different people, accepted in bulk and sent through the whole product at its own pace (${LIMIT.toLocaleString('en')}/s) to the same simulator, which answers after ${ANSWER_MS} ms. taken: per full second, the first and the last ${EDGE_SECONDS} left out. CPU from the first request to the last outcome stored, accepting included.`,
    `whatsapp.flat_out: ${FLAT_OUT.toLocaleString('en')} texts as fast as they go, the simulator without a limit`,
    'rcs.flat_out: as many texts over RCS as fast as they go; Google publishes no limit of an agent',
    'CPU is that of the sending process, user and system, divided by messages taken; the simulator has its own',
  ],
  async run(options) {
    return [
      ...(await whatsappProductFigures(LIMIT, options)),
      ...(await sustained(options)),
      ...(await flatOut(options)),
      ...(await rcsFigures(options)),
    ];
  },
};

function openChannel(graph: GraphProcess): ChannelConnection {
  const type = channelType('whatsapp-cloud');
  if (type === undefined) throw new Error('no such channel type');
  const settings = {
    phoneNumberId: '106540352242922',
    wabaId: '102290129340398',
    accessToken: 'EAAJ-token',
    baseUrl: `http://127.0.0.1:${graph.port}`,
    messagesPerSecond: LIMIT,
  };
  return type.open(settings, makeChannelDeps());
}

const QUIET = { pairRate: false, window: false, statuses: 'none', record: false } as const;

async function sustained({ onProgress }: BenchOptions): Promise<Figure[]> {
  const graph = await startGraphProcess({ ...QUIET, mps: LIMIT });
  const connection = openChannel(graph);
  try {
    const { cpu, again, seconds } = await offer(connection, OFFERED, LIMIT * SUSTAINED_SECONDS);
    const counts = await graph.counts();
    onProgress(`sustained: ${again} refused and sent again; taken per second ${toldSeconds(counts.seconds)}`);
    const load = loadAverage();
    const rate = steadyRate(counts.seconds, 1);
    const bar = { ratio: rate / (LIMIT * 0.99), against: `bar ${LIMIT} msg/s less 1 %` };
    return [
      { name: 'channels.whatsapp.sustained', value: rate, unit: 'msg/s', ...bar, load },
      { name: 'channels.whatsapp.sustained.refused', value: again / seconds, unit: 'calls/s', load },
      { name: 'channels.whatsapp.sustained.cpu', value: cpu, unit: 'µs/msg', load },
    ];
  } finally {
    await connection.close();
    await graph.stop();
  }
}

async function flatOut({ onProgress }: BenchOptions): Promise<Figure[]> {
  const graph = await startGraphProcess({ ...QUIET, mps: 1_000_000 });
  const connection = openChannel(graph);
  try {
    await offer(connection, 1_000_000, 2_000);
    const { seconds, cpu } = await offer(connection, 1_000_000, FLAT_OUT);
    onProgress(`flat out: ${FLAT_OUT} in ${seconds.toFixed(1)} s`);
    const load = loadAverage();
    const rate = FLAT_OUT / seconds;
    return [
      {
        name: 'channels.whatsapp.flat_out',
        value: rate,
        unit: 'msg/s',
        ratio: rate / LIMIT,
        against: `bar ${LIMIT} msg/s`,
        load,
      },
      { name: 'channels.whatsapp.flat_out.cpu', value: cpu, unit: 'µs/msg', load },
    ];
  } finally {
    await connection.close();
    await graph.stop();
  }
}
