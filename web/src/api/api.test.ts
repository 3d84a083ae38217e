import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { callApi } from './client.ts';
import { areasOf, readLiveEvent } from './live.ts';
import { faultOf, readProblem } from './problem.ts';

const answering = async (response: () => Promise<Response>, run: () => Promise<unknown>) => {
  vi.stubGlobal('fetch', response);
  try {
    return await run();
  } finally {
    vi.unstubAllGlobals();
  }
};
const ask = () =>
  callApi({ method: 'GET', path: '/v1/x', answer: z.object({ id: z.string() }), locale: 'id' });

describe('callApi', () => {
  it('gives the parsed answer', async () => {
    const result = await answering(async () => Response.json({ id: 'a', more: 1 }), ask);
    expect(result).toEqual({ ok: true, value: { id: 'a' } });
  });

  it('gives a refusal as a value, with its fields', async () => {
    const body = {
      code: 'a.b',
      title: 'Salah',
      errors: [{ field: 'to', code: 'c', detail: 'Nomor salah.' }],
    };
    const result = await answering(async () => Response.json(body, { status: 422 }), ask);
    expect(result).toMatchObject({ ok: false, error: { status: 422, code: 'a.b' } });
  });

  it('says offline when nothing answers, and unavailable when a proxy does', async () => {
    const dead = await answering(() => Promise.reject(new TypeError('Failed to fetch')), ask);
    expect(dead).toMatchObject({ ok: false, error: { status: 0, code: 'console.offline' } });
    const proxy = await answering(async () => new Response('<h1>502</h1>', { status: 502 }), ask);
    expect(proxy).toMatchObject({ ok: false, error: { code: 'console.unavailable' } });
  });

  it('does not hand on an answer of another shape', async () => {
    const result = await answering(async () => Response.json({ id: 7 }), ask);
    expect(result).toMatchObject({ ok: false, error: { code: 'console.unexpected_answer' } });
  });
});

describe('faultOf', () => {
  const problem = readProblem(422, {
    code: 'a.b',
    title: 'Judul',
    remedy: 'Perbaiki.',
    field: 'to',
    errors: [{ field: 'text', detail: 'Kosong.' }],
  });
  it('finds what belongs to a field', () => {
    expect(faultOf(problem, 'text')).toBe('Kosong.');
    expect(faultOf(problem, 'to')).toBe('Perbaiki.');
    expect(faultOf(problem, 'from')).toBeUndefined();
    expect(faultOf(null, 'to')).toBeUndefined();
  });
});

describe('live events', () => {
  it('reads what the server sends and drops anything else', () => {
    const event = readLiveEvent('message.status_changed', '{"id":"msg_1","status":"delivered"}');
    expect(event).toEqual({ type: 'message.status_changed', id: 'msg_1', status: 'delivered' });
    expect(readLiveEvent('message.received', 'not json')).toBeUndefined();
    expect(readLiveEvent('something.else', '{"id":"x"}')).toBeUndefined();
  });

  it('knows which lists each event makes stale', () => {
    expect(areasOf({ type: 'message.received', id: 'msg_1' })).toContain('phone');
    expect(areasOf({ type: 'channel.health_changed', id: 'chn_1', state: 'up' })).toEqual(['channels']);
  });
});
