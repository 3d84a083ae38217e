import type { Dictionary } from '../dictionary.ts';
import { auditActions } from './audit-actions.ts';

export const govern: Dictionary['govern'] = {
  optOuts: {
    title: 'Opt-outs',
    lead: 'Numbers that asked you to stop. The gate lets only one-time codes and conversation replies through to them.',
    add: 'Record an opt-out',
    search: 'Find a phone number…',
    empty: {
      title: 'No opt-outs yet',
      body: 'As soon as a recipient answers STOP, BERHENTI or UNREG, their number is listed here.',
    },
    noMatch: { title: 'This number is not on the list', body: 'Messages to it are allowed.' },
    columns: { phone: 'Number', source: 'From', at: 'Since' },
    sources: {
      keyword: 'Reply',
      member: 'Recorded by a member',
      api: 'By API',
      provider: 'Told to the provider (marketing only)',
    },
    phone: 'Phone number',
    submit: 'Record',
    recorded: (phone) => `${phone} was recorded as an opt-out.`,
    remove: 'Take off the list',
    removeAsk: (phone) => `Take ${phone} off the opt-out list?`,
    removeBody: 'Only do this when the person asked for it; keep the proof. It goes into the audit trail.',
    removed: (phone) => `${phone} may be messaged again.`,
  },
  audit: {
    title: 'Audit trail',
    lead: 'Who did what and when. Every entry seals the one before.',
    check: 'Check integrity',
    intact: (n) => `Intact: ${n} entries checked, none changed or missing.`,
    broken: (at) =>
      `Broken from entry #${at}: something was changed or deleted. Keep a backup of the database now and tell your data protection officer.`,
    empty: { title: 'No entries yet', body: 'Changes to settings, access and opt-outs are recorded here.' },
    columns: { sequence: '#', at: 'Time', actor: 'Who', action: 'Action', resource: 'On' },
    actors: { member: 'Member', key: 'API key', system: 'System', contact: 'Recipient' },
    actions: auditActions,
    details: 'Details',
    hash: 'Hash',
  },
};
