import { describe, expect, it } from 'vitest';
import { curlExample, firstSteps, type Progress } from './first-steps.ts';
import { arrivedShare, hourBars } from './summary-chart.ts';

const NOTHING: Progress = {
  sent: false,
  answered: false,
  keys: 0,
  realChannels: 0,
  approvedSenders: 0,
  members: 1,
};

describe('firstSteps', () => {
  it('shows only what the member may do, and the phone only in a trial', () => {
    const names = (trial: boolean, may: (permission: string) => boolean) =>
      firstSteps(NOTHING, may, trial).map(({ name }) => name);
    expect(names(true, () => true)).toEqual(['send', 'phone', 'key', 'channel', 'sender', 'member']);
    expect(names(false, () => true)).not.toContain('phone');
    expect(names(true, (permission) => permission === 'messages:send')).toEqual(['send']);
  });

  it('ticks off what is done; oneself is not a colleague', () => {
    const done = firstSteps({ ...NOTHING, sent: true, keys: 2 }, () => true, true);
    expect(done.filter((step) => step.done).map(({ name }) => name)).toEqual(['send', 'key']);
  });
});

describe('curlExample', () => {
  it('can be pasted: the quotes hold whatever the text is', () => {
    const command = curlExample('http://localhost:3000', 'Halo "Bu" Ani');
    expect(command).toContain('http://localhost:3000/v1/messages');
    const body: unknown = JSON.parse(/-d '(.*)'/.exec(command)?.[1] ?? '');
    expect(body).toEqual({ to: '0812-3456-7890', text: 'Halo "Bu" Ani' });
  });
});

describe('numbers of the day', () => {
  it('never draws more failures than a bar is high', () => {
    const [bar] = hourBars({ hours: [{ hour: 7, accepted: 2, delivered: 9, failed: 5 }] });
    expect(bar).toEqual({ key: '7', label: '07', values: [0, 2] });
  });

  it('counts what was read as arrived and never exceeds the whole', () => {
    expect(arrivedShare({ accepted: 10, delivered: 4, read: 6 })).toBe(0.6);
    expect(arrivedShare({ accepted: 3, delivered: 9, read: 0 })).toBe(1);
    expect(arrivedShare({ accepted: 0, delivered: 0, read: 0 })).toBe(0);
  });
});
