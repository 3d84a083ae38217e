/** Every channel type in the list, through its recorded cases. */
import { describe, expect, it } from 'vitest';
import { channelTypes } from '../src/channels/index.ts';
import { CASE_KINDS, casesFolder, loadCases, missingKinds, runCase } from './channel-kit.ts';

const recorded = await Promise.all(
  channelTypes.map(async (type) => ({ type, cases: await loadCases(casesFolder(type.type)) })),
);

describe.each(recorded)('channel type $type.type', ({ type, cases }) => {
  it('has recorded cases of every kind', () => {
    expect(missingKinds(cases)).toEqual([]);
  });

  it('has a field for every secret, and says everything in both languages', () => {
    const names = type.fields.map((field) => field.name);
    for (const secret of type.secrets) {
      expect(type.fields.find((field) => field.name === secret)?.input).toBe('password');
    }
    expect(new Set(names).size).toBe(names.length);
    for (const text of [type.name, type.summary, ...type.fields.map((field) => field.label)]) {
      expect(text.id && text.en).toBeTruthy();
    }
  });

  it.each(cases)('$kind: $name', async (one) => {
    const result = await runCase(type, one);
    expect(result.wireFaults).toEqual([]);
    expect(result.outcomes).toMatchObject(one.outcomes);
    expect(result.responses).toMatchObject(one.responses);
    const events: unknown = JSON.parse(JSON.stringify(result.events));
    expect(events).toMatchObject(one.events);
    if (one.health) expect(result.health).toMatchObject(one.health);
    expect(result.leaks).toEqual([]);
  });
});

describe('the kit', () => {
  it('fails an adapter that brings no cases', async () => {
    expect(missingKinds(await loadCases(casesFolder('no-such-type')))).toEqual(CASE_KINDS);
  });

  it('notices octets, secrets and texts that should not be there', async () => {
    const leaky = {
      ...channelTypes[0],
      secrets: ['token'],
      open: (
        settings: unknown,
        deps: { log: { info(event: string, fields?: Record<string, unknown>): void } },
      ) => ({
        send: async (message: { text: string }) => {
          deps.log.info('sending', { settings });
          return {
            kind: 'permanent' as const,
            code: 'provider_error' as const,
            detail: `refused: ${message.text}`,
          };
        },
        health: () => ({ state: 'up' as const, since: new Date() }),
        close: async () => {},
      }),
    } as (typeof channelTypes)[number];
    const [first] = recorded[0]?.cases ?? [];
    if (!first) throw new Error('no case to run');
    const text = 'sebuah pesan rahasia';
    const send = [{ id: 'm', to: '+628111234567', from: 'X', text, class: 'otp' as const, attempt: 1 }];
    const result = await runCase(leaky, {
      ...first,
      wire: [],
      send,
      receive: [],
      events: [],
      health: undefined,
    });
    expect(result.leaks).toEqual(['text in outcomes', 'secret in log']);
  });
});
