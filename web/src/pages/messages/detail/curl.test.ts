import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlOf } from './curl.ts';

const message = {
  id: 'msg_1',
  direction: 'out',
  status: 'sent',
  reason: null,
  class: 'transactional',
  channel: { id: 'chn_1', name: 'Sandbox', type: 'sandbox' },
  to: '+6281234567890',
  from: 'TOKO',
  operator: null,
  text: `Jum'at $HOME "siap" \\ \`ls\``,
  content: null,
  replyTo: null,
  encoding: 'GSM-7',
  segments: 1,
  price: null,
  metadata: { order: "A'1" },
  sendAt: null,
  expiresAt: null,
  createdAt: '2026-11-21T07:00:00.000Z',
  updatedAt: '2026-11-21T07:00:00.000Z',
} as const;

describe('curl', () => {
  it('survives the shell with every quote in the text', () => {
    const command = curlOf(message, 'http://127.0.0.1:3000').replace('curl', "printf '%s\\n'");
    const lines = execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      to: message.to,
      from: message.from,
      channel: 'chn_1',
      text: message.text,
      class: 'transactional',
      metadata: message.metadata,
    });
  });
});
