/**
 * How fast an adapter sends, and what a message costs in CPU, against its simulator in a process of its own. The
 * adapter alone: no database and no queue, so that what is seen is the translation, HTTP and the signature of an answer.
 */
import { type ChannelConnection, channelType } from '../src/channels/index.ts';
import { makeChannelDeps } from '../testing/channel-deps.ts';
import { type GraphProcess, startGraphProcess } from '../testing/processes/graph-process.ts';
import { offer } from './channels/offer.ts';
import { rcsFigures } from './channels/rcs.ts';
import { type Bench, type BenchOptions, type Figure, loadAverage } from './figure.ts';

/** Meta's highest throughput of one number. */
const LIMIT = 1_000;
const SUSTAINED_SECONDS = 20;
/** Without a limit at the other end, to see how much there is in reserve. */
const FLAT_OUT = 10_000;

export const channelsBench: Bench = {
  notes: [
    `whatsapp.sustained: texts to one number each, ${LIMIT}/s offered for ${SUSTAINED_SECONDS} s to a simulator that refuses more than ${LIMIT} in a second; refused ones are sent again`,
    `whatsapp.flat_out: ${FLAT_OUT.toLocaleString('en')} texts as fast as they go, the simulator without a limit`,
    'rcs.flat_out: as many texts over RCS as fast as they go; Google publishes no limit of an agent',
    'CPU is that of the sending process, user and system, divided by messages taken; the simulator has its own',
  ],
  async run(options) {
    return [...(await sustained(options)), ...(await flatOut(options)), ...(await rcsFigures(options))];
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
    const total = LIMIT * SUSTAINED_SECONDS;
    const { seconds, cpu, again } = await offer(connection, LIMIT, total);
    onProgress(`sustained: ${total} in ${seconds.toFixed(1)} s, ${again} refused and sent again`);
    const load = loadAverage();
    const rate = total / seconds;
    const bar = { ratio: rate / (LIMIT * 0.99), against: `bar ${LIMIT} msg/s less 1 %` };
    return [
      { name: 'channels.whatsapp.sustained', value: rate, unit: 'msg/s', ...bar, load },
      { name: 'channels.whatsapp.sustained.refused', value: again, unit: 'calls', load },
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
