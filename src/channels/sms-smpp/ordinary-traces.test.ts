import { expect, test } from 'vitest';
import { storableJson } from '../../lib/storable-text.ts';
import { reportedTrace, sentTrace } from './ordinary-traces.ts';

test('says of each message what the wire said, and makes equal facts once', () => {
  const said = [
    sentTrace(0, 3),
    sentTrace(8, 3),
    sentTrace(0, 4),
    sentTrace(0, 90_000),
    reportedTrace('DELIVRD', '000'),
    reportedTrace('DELIVRD', undefined),
    reportedTrace('UNDELIV', '001'),
  ];
  expect(said.map((trace) => JSON.parse(storableJson(trace)))).toEqual([
    { parts: 1, data_coding: 0, ms: 3 },
    { parts: 1, data_coding: 8, ms: 3 },
    { parts: 1, data_coding: 0, ms: 4 },
    { parts: 1, data_coding: 0, ms: 90_000 },
    { stat: 'DELIVRD', err: '000' },
    { stat: 'DELIVRD' },
    { stat: 'UNDELIV', err: '001' },
  ]);
  expect(sentTrace(0, 3)).toBe(said[0]);
  expect(reportedTrace('DELIVRD', '000')).toBe(said[4]);
});
