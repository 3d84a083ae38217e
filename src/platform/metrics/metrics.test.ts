import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

it('counters add up per set of labels, and say what they are', async () => {
  const metrics = createMetrics();
  const outcomes = metrics.counter({ name: 'a_total', help: 'Outcomes', labels: ['channel', 'code'] });
  outcomes.add(2, 'chn_1', 'accepted');
  outcomes.add(1, 'chn_1', 'timeout');
  outcomes.add(3, 'chn_1', 'accepted');
  expect(await metrics.render()).toBe(
    '# HELP a_total Outcomes\n# TYPE a_total counter\na_total{channel="chn_1",code="accepted"} 5\na_total{channel="chn_1",code="timeout"} 1\n',
  );
});

it('values are counted in the first bucket that holds them, bounds included', async () => {
  const metrics = createMetrics();
  const latency = metrics.histogram({ name: 'l_seconds', help: 'Latency', buckets: [0.01, 0.1] });
  for (const value of [0.01, 0.02, 0.1, 5]) latency.observe(value);
  expect((await metrics.render()).split('\n').slice(2)).toEqual([
    'l_seconds_bucket{le="0.01"} 1',
    'l_seconds_bucket{le="0.1"} 3',
    'l_seconds_bucket{le="+Inf"} 4',
    'l_seconds_sum 5.13',
    'l_seconds_count 4',
    '',
  ]);
});

it('a gauge that cannot be read leaves the others alone', async () => {
  const metrics = createMetrics();
  metrics.gauge({ name: 'broken', help: 'x' }, async () => Promise.reject(new Error('no database')));
  metrics.gauge({ name: 'thrown', help: 'x' }, () => {
    throw new Error('no line');
  });
  metrics.gauge({ name: 'whole', help: 'x', labels: ['lane'] }, () => [[1, 'otp']]);
  const text = await metrics.render();
  expect(text).toContain('whole{lane="otp"} 1');
  expect(text).not.toMatch(/^(broken|thrown)/m);
});

it('a label without an end does not grow without an end', async () => {
  const metrics = createMetrics();
  const counter = metrics.counter({ name: 'many_total', help: 'x', labels: ['who'] });
  for (let n = 0; n < 5_000; n++) counter.add(1, `n${n}`);
  const series = (await metrics.render()).split('\n').filter((one) => one.startsWith('many_total'));
  expect(series).toHaveLength(2_001);
  expect(series.at(-1)).toBe('many_total{who="other"} 3000');
});

it('label values are escaped, and a name is taken once', async () => {
  const metrics = createMetrics();
  metrics.counter({ name: 'e_total', help: 'x', labels: ['a'] }).add(1, 'a"b\\c\nd');
  expect(await metrics.render()).toContain('e_total{a="a\\"b\\\\c\\nd"} 1');
  expect(() => metrics.gauge({ name: 'e_total', help: 'x' }, () => [])).toThrow('two figures');
});
