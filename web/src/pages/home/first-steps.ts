import type { Permission } from '../../contracts/accounts.ts';

export type StepName = 'send' | 'phone' | 'key' | 'channel' | 'sender' | 'member';

export interface Progress {
  /** Something was sent already. */
  readonly sent: boolean;
  /** An answer came in. */
  readonly answered: boolean;
  readonly keys: number;
  /** Channels that lead to real phones. */
  readonly realChannels: number;
  readonly approvedSenders: number;
  readonly members: number;
}

export interface Step {
  readonly name: StepName;
  readonly done: boolean;
}

const NEEDS: Readonly<Record<StepName, Permission>> = {
  send: 'messages:send',
  phone: 'phone:use',
  key: 'keys:write',
  channel: 'channels:write',
  sender: 'senders:write',
  member: 'members:write',
};

/** What is left to do, in a sensible order; only what the member may do. */
export function firstSteps(
  progress: Progress,
  may: (permission: Permission) => boolean,
  trial: boolean,
): Step[] {
  const all: Step[] = [
    { name: 'send', done: progress.sent },
    { name: 'phone', done: progress.answered },
    { name: 'key', done: progress.keys > 0 },
    { name: 'channel', done: progress.realChannels > 0 },
    { name: 'sender', done: progress.approvedSenders > 0 },
    { name: 'member', done: progress.members > 1 },
  ];
  return all.filter(({ name }) => may(NEEDS[name]) && (trial || name !== 'phone'));
}

/** Ready to paste: only the key is the reader's own. */
export const curlExample = (origin: string, text: string): string =>
  [
    `curl ${origin}/v1/messages \\`,
    `  -H "Authorization: Bearer $TT_API_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${JSON.stringify({ to: '0812-3456-7890', text })}'`,
  ].join('\n');
