import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropObjects, dropPerson } from './drop-mentions.ts';
import { maskNumbersIn } from './mask-numbers.ts';
import { personWords } from './person-words.ts';

const RINA = personWords([
  { kind: 'phone', address: '+6281234567890' },
  { kind: 'whatsapp', address: 'ID.77aa' },
  { kind: 'email', address: 'rina@contoh.id' },
]);

describe('a person is named', () => {
  it.each([
    ['6281234567890', true],
    ['+62 812-3456-7890', true],
    ['0812 3456 7890', true],
    ['hubungi 081234567890 ya', true],
    ['1. 0812-3456-7890', true],
    ['6281234567890@s.whatsapp.net', true],
    ['ID.77aa', true],
    ['Rina@Contoh.id', true],
    ['62812345678901', false],
    ['9081234567890', false],
    ['ID.77aab', false],
    ['karina@contoh.id', false],
    ['6281234567891', false],
    ['', false],
  ])('in %j: %s', (text, named) => {
    expect(RINA.names(text)).toBe(named);
  });

  it('in lower case wherever the database looks', () => {
    expect(RINA.cores).toEqual(['81234567890', 'id.77aa', 'rina@contoh.id']);
  });
});

const HISTORY = {
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '6221500100' },
  history: [
    {
      metadata: { phase: 0, progress: 55 },
      threads: [
        {
          id: '6281234567890',
          messages: [
            { from: '6281234567890', id: 'wamid.A', text: { body: 'Halo' } },
            { from: '6221500100', id: 'wamid.B', text: { body: 'Ya, Bu Rina' } },
          ],
        },
        { id: '6281999', messages: [{ from: '6281999', id: 'wamid.C', context: { id: 'wamid.B' } }] },
      ],
    },
  ],
};

describe('erasing', () => {
  it('takes a person out with the whole chat, and leaves the others as they came', () => {
    const rest = dropPerson(HISTORY, RINA.names);
    expect(rest?.value).toEqual({
      ...HISTORY,
      history: [{ ...HISTORY.history[0], threads: [HISTORY.history[0]?.threads[1]] }],
    });
    expect(JSON.stringify(rest)).not.toMatch(/Rina|81234567890|wamid\.[AB]"?,"text/);
  });

  it('takes a card of the address book with its name', () => {
    const sync = {
      state_sync: [
        { type: 'contact', contact: { full_name: 'Rina', phone_number: '6281234567890' }, action: 'add' },
        { type: 'contact', contact: { full_name: 'Budi', phone_number: '6281999' }, action: 'add' },
      ],
    };
    expect(dropPerson(sync, RINA.names)?.value).toEqual({ state_sync: [sync.state_sync[1]] });
  });

  it('leaves nothing where the person stands outside of any list, also as the name of a field', () => {
    expect(dropPerson({ message: { from: '6281234567890', what: 'baru' } }, RINA.names)).toBeUndefined();
    expect(dropPerson({ 'ID.77aa': { seen: true } }, RINA.names)).toBeUndefined();
    expect(dropPerson(6281234567890, RINA.names)).toBeUndefined();
  });

  it('takes one message, and leaves its answer without the reference', () => {
    const rest = dropObjects(HISTORY, new Set(['wamid.B']));
    const [chunk] = HISTORY.history;
    expect(rest?.value).toEqual({
      ...HISTORY,
      history: [
        {
          ...chunk,
          threads: [
            { ...chunk?.threads[0], messages: [chunk?.threads[0]?.messages[0]] },
            { id: '6281999', messages: [{ from: '6281999', id: 'wamid.C' }] },
          ],
        },
      ],
    });
    expect(dropObjects({ id: 'wamid.B', text: 'x' }, new Set(['wamid.B']))).toBeUndefined();
  });

  it('changes nothing that says nothing, and leaves no mention', () => {
    expect(dropPerson(HISTORY, () => false)?.value).toBe(HISTORY);
    expect(dropObjects(HISTORY, new Set(['wamid.X']))?.value).toBe(HISTORY);
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1, maxLength: 3 }), (value, word) => {
        const rest = dropPerson(value, (text) => text === word);
        const texts: string[] = [];
        JSON.stringify(rest, (key, one: unknown) => {
          texts.push(key);
          if (typeof one === 'string' || typeof one === 'number') texts.push(String(one));
          return one;
        });
        if (word !== 'value' && !/^\d+$/.test(word)) expect(texts).not.toContain(word);
      }),
    );
  });
});

it('masks numbers of people, and no moments, ids or amounts', () => {
  expect(
    maskNumbersIn({
      wa_id: '6281234567890',
      from: '16505551234',
      user_id: 'ID.77aa88',
      timestamp: '1795341600',
      time: 1795341600,
      id: 'wamid.HBgNNjI4MTIzNDU2Nzg5MBUCABEYEj',
      progress: 55,
      body: 'Telepon saya 0812-3456-7890 atau rina@contoh.id, pesanan 12345678',
      '6281234567890': true,
    }),
  ).toEqual({
    wa_id: '+62812••••890',
    from: '+16505••••234',
    user_id: '••••',
    timestamp: '1795341600',
    time: 1795341600,
    id: 'wamid.HBgNNjI4MTIzNDU2Nzg5MBUCABEYEj',
    progress: 55,
    body: 'Telepon saya +62812••••890 atau ri••••@contoh.id, pesanan 12345678',
    '+62812••••890': true,
  });
});
