/** The requests that Meta publishes, as its simulator answers them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Graph, startGraph } from './index.ts';
import { newGraphId } from './state.ts';
import published from './testdata/published-messages.json' with { type: 'json' };

const PHONE = '106540352242922';
const SARI = '6281234000001';
let graph: Graph;
let media = '';
let message = '';

beforeAll(async () => {
  graph = await startGraph({ pairRate: false, mps: 1_000, statuses: 'none' });
  const form = new FormData();
  form.append('messaging_product', 'whatsapp');
  form.append('type', 'image/jpeg');
  form.append('file', new Blob(['gambar'], { type: 'image/jpeg' }), 'a.jpg');
  media = String((await call('media', form)).body['id']);
  message = await graph.people.text(SARI, 'Halo');
  const body = (text: string) => [{ type: 'BODY', text }];
  for (const [name, language, components] of [
    ['hello_world', 'en_US', body('Hello World')],
    ['<TEMPLATE_NAME>', 'en_US', body('Open it')],
    ['sample_issue_resolution', 'en_US', body('Hi {{1}}, were we able to solve it?')],
    ['template-name', 'en', body('{{1}} {{2}} {{3}}')],
  ] as const) {
    const id = newGraphId();
    const draft = {
      id,
      name,
      language,
      category: 'UTILITY',
      status: 'APPROVED',
      reason: 'NONE',
      editedAt: [],
    };
    graph.state.templates.set(id, { ...draft, components: [...components] });
  }
});
afterAll(() => graph?.close());

async function call(
  path: string,
  body: FormData | string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${graph.url}/v23.0/${PHONE}/${path}`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer EAAJ-token',
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
    },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** What stands in angle brackets or braces is for the reader to fill in. */
const filled = (example: unknown): string =>
  JSON.stringify(example)
    .replaceAll('{{Recipient-Phone-Number}}', SARI)
    .replaceAll(/<[A-Z_]+_OBJECT_ID>/g, media)
    .replaceAll(/<?http\(s\):\/\/([a-z-]+)>?/g, 'https://toko.example/$1')
    .replaceAll(/<MSGID_OF_[A-Z_]+>|wamid\.[\w.=]+/g, message)
    .replaceAll('language-and-locale-code', 'en')
    .replaceAll(/<LIST_SECTION_\d_ROW_(\d)_ID>/g, (whole) => whole.slice(1, -1))
    .replaceAll(/<(SECTION_\d_ROW_\d_TITLE|LIST_SECTION_\d_TITLE|BUTTON_TITLE_\d)>/g, '$1');

/** Needs a catalogue, which the simulator does not have. */
const REFUSED: ReadonlySet<string> = new Set(['Send Single Product Message']);

it.each(Object.entries(published.examples))('%s', async (name, example) => {
  const { status, body } = await call('messages', filled(example));
  if (REFUSED.has(name)) {
    expect([status, body]).toMatchObject([400, { error: { code: 131009 } }]);
    return;
  }
  expect([status, JSON.stringify(body)]).toEqual([200, expect.any(String)]);
  expect(body).toMatchObject(
    name.startsWith('Send typing')
      ? { success: true }
      : { messaging_product: 'whatsapp', messages: [{ id: expect.stringMatching(/^wamid\./) }] },
  );
});
