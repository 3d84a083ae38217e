import type { Dictionary } from '../dictionary.ts';

export const home: Dictionary['home'] = {
  hello: (name) => `Hello, ${name}`,
  steps: {
    title: 'First steps',
    progress: (done, of) => `${done} of ${of} done`,
    hide: 'Hide',
    send: {
      title: 'Send a first message',
      body: 'Paste this command into a terminal, or use the form. Replace $TT_API_KEY with your key.',
    },
    phone: {
      title: 'See it arrive on the virtual phone',
      body: 'Open the phone at the top right, read the message and try a reply.',
    },
    key: { title: 'Create an API key', body: 'So that your application can send by itself.' },
    channel: {
      title: 'Connect a real channel',
      body: 'Enter the connection details of your operator or aggregator.',
    },
    sender: {
      title: 'Register a sender',
      body: 'Keep the registration state of your sender name at each operator.',
    },
    member: { title: 'Invite a colleague', body: 'They join with the link of the invitation.' },
    done: 'Done',
    openForm: 'Open the form',
    openPhone: 'Open the phone',
    curl: 'Terminal',
    curlText: 'Hello from Titian! Your order is being prepared.',
  },
  today: {
    title: 'Today',
    none: 'No messages today yet.',
    accepted: (n, text) => `${text} ${n === 1 ? 'message' : 'messages'} accepted`,
    delivered: (text, rate) => `${text} delivered (${rate})`,
    failed: (text) => `${text} failed`,
    waiting: (text) => `${text} on the way`,
    received: (text) => `${text} received`,
    cost: (text) => `Cost today ${text}`,
    deadLetters: (n, text) => `${text} dead ${n === 1 ? 'letter needs' : 'letters need'} a look`,
    chart: (accepted, peak) => `Messages by hour today: ${accepted}, busiest at ${peak}.`,
    series: { out: 'out', failed: 'failed' },
    caption: (zone) => `Outgoing messages by hour, ${zone} time`,
    since: (time) => `from 00:00 to ${time}`,
  },
  recent: {
    columns: { phone: 'Number', text: 'Text', status: 'Status', time: 'Time' },
    title: 'Latest messages',
    all: 'See all',
    empty: 'Messages you send and receive show here.',
  },
  health: { title: 'Channels', all: 'Manage', empty: 'No channels yet.' },
};
