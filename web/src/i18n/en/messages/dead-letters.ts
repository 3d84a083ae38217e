import type { Dictionary } from '../../dictionary.ts';

export const deadLetters: Dictionary['messages']['deadLetters'] = {
  lead: 'Messages that are no longer tried because they need your hand. Mend the cause, then send them again.',
  link: 'Dead letters',
  waiting: (count) => `${count} dead ${count === '1' ? 'letter' : 'letters'}`,
  all: {
    button: 'Send all again',
    ask: (reason) => `Send all of these again: ${reason}?`,
    body: 'Every message that stopped for this cause until now leaves again, also those that the list does not show yet; 10,000 at once at most. Messages to people who opted out stay here.',
    done: (count) => `${count} ${count === '1' ? 'message is' : 'messages are'} on the way again.`,
    doneMore: (count) => `${count} messages are on the way again; there are more.`,
    kept: (count) => `${count} stay here.`,
  },
  label: (reason) => `Dead letters: ${reason}`,
  columns: {
    select: 'Select',
    party: 'Number',
    text: 'Details',
    channel: 'Channel',
    attempts: 'Attempts',
    at: 'Stopped',
  },
  count: (count) => `${count} ${count === '1' ? 'message' : 'messages'}`,
  selectAll: (reason) => `Select all: ${reason}`,
  selectOne: (party) => `Select the message to ${party}`,
  redrive: 'Send again',
  redriveCount: (count) => `Send ${count} ${count === '1' ? 'message' : 'messages'} again`,
  redriven: (count) => `${count} ${count === '1' ? 'message is' : 'messages are'} on the way again.`,
  noneLeft: 'Nothing was sent again: those messages had already left.',
  attempts: (count) => `tried ${count} ${count === 1 ? 'time' : 'times'}`,
  toChannel: 'Open channel',
  empty: {
    title: 'No dead letters',
    body: 'When a provider refuses a message for something that can be mended, such as a channel’s password or an unregistered sender, the message waits here. Nothing is lost.',
  },
  unknownReason: (code) => `Another cause (${code})`,
  unknownRemedy: 'Open one of the messages and read its provider trace.',
};
