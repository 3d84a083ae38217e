import type { Dictionary } from '../dictionary.ts';

export const pipeline: Dictionary['pipeline'] = {
  title: 'Pipeline',
  lead: 'What waits, what is leaving and what failed on each channel; refreshed every 2 seconds.',
  stale: 'These figures are not fresh; we keep trying.',
  empty: { title: 'No channels yet', body: 'Add a channel first; its queue shows here.' },
  alarms: {
    title: 'The installation needs you',
    since: (at) => `Since ${at}.`,
    disk_nearly_full: {
      what: (percent) => `The disk of the database is ${percent} full: campaigns are refused.`,
      remedy:
        'Make room or enlarge the disk. Codes and notices are still taken, until there is no room at all.',
    },
    disk_filling: {
      what: (percent) => `The disk of the database is ${percent} full.`,
      remedy: 'Make room or enlarge the disk. From 95% on, campaigns are refused.',
    },
    transaction_open: {
      what: (age) => `A database transaction has been open for ${age}.`,
      remedy:
        'While it is open, nothing that is finished can be cleared away, and queues get slower. End it, or the program it belongs to.',
    },
    queue_bloated: {
      what: (rows, queue) =>
        `The queue ${queue} holds ${rows} rows that are gone and cannot be cleared away.`,
      remedy: 'Look for a forgotten transaction, and whether autovacuum runs often enough.',
    },
    log_held: {
      what: (bytes) => `PostgreSQL keeps ${bytes} of its log for a replica that does not read it.`,
      remedy: 'Bring the replica back, or drop its replication slot.',
    },
  },
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
