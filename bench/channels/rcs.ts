/** RCS messages to the simulated platform, a text to one number each. */
import { channelType } from '../../src/channels/index.ts';
import { makeChannelDeps } from '../../testing/channel-deps.ts';
import { startRbmProcess } from '../../testing/processes/rbm-process.ts';
import { rbmOptions, rcsSettingsFor } from '../../testing/rbm-kit.ts';
import { type BenchOptions, type Figure, loadAverage } from '../figure.ts';
import { offer } from './offer.ts';

const MESSAGES = 10_000;
const AS_FAST_AS_IT_GOES = 1_000_000;

export async function rcsFigures({ onProgress }: Pick<BenchOptions, 'onProgress'>): Promise<Figure[]> {
  const rbm = await startRbmProcess(rbmOptions({ repeats: 'ignore' }));
  const type = channelType('rcs-google');
  if (type === undefined) throw new Error('no such channel type');
  const connection = type.open(rcsSettingsFor(rbm), makeChannelDeps());
  try {
    await offer(connection, AS_FAST_AS_IT_GOES, 2_000);
    const { seconds, cpu } = await offer(connection, AS_FAST_AS_IT_GOES, MESSAGES);
    onProgress(`rcs: ${MESSAGES} in ${seconds.toFixed(1)} s`);
    const load = loadAverage();
    return [
      { name: 'channels.rcs.flat_out', value: MESSAGES / seconds, unit: 'msg/s', load },
      { name: 'channels.rcs.flat_out.cpu', value: cpu, unit: 'µs/msg', load },
    ];
  } finally {
    await connection.close();
    await rbm.stop();
  }
}
