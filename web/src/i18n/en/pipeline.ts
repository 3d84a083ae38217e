import type { Dictionary } from '../dictionary.ts';

export const pipeline: Dictionary['pipeline'] = {
  title: 'Pipeline',
  lead: 'What waits, what is leaving and what failed on each channel; refreshed every 2 seconds.',
  stale: 'These figures are not fresh; we keep trying.',
  empty: { title: 'No channels yet', body: 'Add a channel first; its queue shows here.' },
  total: {
    waiting: 'Waiting',
    inFlight: 'At the provider',
    sent: 'Sent per second',
    deadLetters: 'Dead letters',
  },
  more: (count) => `${count}+`,
  lanes: (channel) => `Lanes of ${channel}`,
  columns: { lane: 'Lane', waiting: 'Waiting', oldest: 'Oldest' },
  idle: 'Nothing waits.',
  seconds: (n) => `${n} s`,
  minutes: (n) => `${n} min`,
  hours: (n) => `${n} h`,
  days: (n) => `${n} d`,
  perSecond: (n) => `${n}/s`,
  rate: {
    title: 'Sent, last 5 minutes',
    summary: (now, peak) => `${now} messages per second now, ${peak} at most in the last 5 minutes.`,
  },
  pace: {
    title: 'Pace limit',
    full: (n) => `${n}/s`,
    slowed: (now, full) => `${now}/s of ${full}/s: the provider asks for less`,
    none: 'No process holds this channel.',
  },
  inFlight: 'Waiting for the provider’s answer',
  unrecorded: 'Being recorded',
  breaker: { open: 'Resting', half_open: 'Trying one message' },
  errors: {
    title: 'Failed in the last hour',
    none: 'None.',
    link: (count, reason) => `${count} ${count === '1' ? 'message' : 'messages'}: ${reason}`,
    capped: 'Only the newest 1,000 failures of each status are counted.',
  },
  receipts: {
    title: 'Receipts',
    fine: (share, sampled) => `${share} of ${sampled} sampled messages are reported.`,
    few: 'Too few messages to tell.',
    missing: (share, sampled) =>
      `Receipts are missing: ${share} of ${sampled} messages sent 10 to 60 minutes ago have none.`,
    since: (at) => `Since ${at}.`,
    remedy: 'Check the receipt settings of this channel and ask the provider.',
  },
};
