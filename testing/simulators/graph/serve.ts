/** One request to graph.facebook.com. */
import type { IncomingMessage } from 'node:http';
import type { Fault } from './fault.ts';
import { type Answer, graphError, ok, success, unknownObject } from './graph-error.ts';
import { deleteMedia, describeMedia, uploadMedia } from './media.ts';
import {
  describeNumber,
  listSubscriptions,
  numberAction,
  profileOf,
  subscribe,
  updateNumber,
} from './numbers.ts';
import type { Sending } from './send.ts';
import { countAnswer, type GraphState, newGraphId } from './state.ts';
import { createTemplate, deleteTemplate, editTemplate, listTemplates } from './templates.ts';
import type { Webhooks } from './webhooks.ts';

export interface Serving {
  readonly state: GraphState;
  readonly webhooks: Webhooks;
  readonly sending: Sending;
  readonly origin: string;
  readonly fault: () => Fault;
}

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Bytes of a file, or an answer; with the fault that decides whether it arrives. */
export type Served =
  | { readonly answer: Answer; readonly fault: Fault }
  | { readonly file: Buffer; readonly mime: string };

const NONE: Fault = { kind: 'none' };

export async function serve(serving: Serving, asked: Asked): Promise<Served> {
  const { state } = serving;
  const { url, headers } = asked;
  const isUpload = url.pathname.includes('/upload:');
  const scheme = isUpload ? /^(?:OAuth|Bearer) (.+)$/ : /^Bearer (.+)$/;
  const token = scheme.exec(headers.authorization ?? '')?.[1];
  if (token !== state.settings.token || !state.tokenGood)
    return { answer: graphError(190, 'Error validating access token: the session has expired'), fault: NONE };
  if (url.pathname === '/whatsapp_business/attachments/') return serveFile(state, url);
  const [, version = '', id = '', action = ''] = url.pathname.split('/');
  if (!/^v\d+\.\d$/.test(version))
    return { answer: graphError(2500, 'Unknown path components', 400), fault: NONE };
  const number = state.numbers.get(id);
  if (number !== undefined && action === 'messages' && asked.method === 'POST') {
    const fault = serving.fault();
    if (fault.kind === 'expire_token') {
      state.tokenGood = false;
      return { answer: graphError(190, 'Error validating access token: the session has expired'), fault };
    }
    if (fault.kind === 'cut') return { answer: success, fault };
    if (fault.kind === 'answer') return { answer: { status: fault.status, body: fault.body }, fault };
    const answer = await serving.sending.send(number, parseJson(asked.body), fault);
    if (answer.status !== 200) countAnswer(state, 'refused');
    return { answer, fault };
  }
  return { answer: (await manage(serving, asked, id, action)) ?? unknownObject(id), fault: NONE };
}

function serveFile(state: GraphState, url: URL): Served {
  const media = state.media.get(url.searchParams.get('mid') ?? '');
  return media === undefined
    ? { answer: { status: 404, body: {} }, fault: NONE }
    : { file: media.bytes, mime: media.mime };
}

async function manage(
  serving: Serving,
  asked: Asked,
  id: string,
  action: string,
): Promise<Answer | undefined> {
  const { state, origin } = serving;
  const { method, headers, body } = asked;
  const number = state.numbers.get(id);
  if (number !== undefined) {
    if (action === '' && method === 'GET') return ok(describeNumber(state, number));
    if (action === '' && method === 'POST') return updateNumber(state, number, parseJson(body));
    if (action === 'media' && method === 'POST')
      return uploadMedia(state, headers['content-type'] ?? '', body);
    if (action === 'whatsapp_business_profile' && method === 'GET') return profileOf(number);
    return method === 'POST' ? numberAction(number, action, parseJson(body)) : undefined;
  }
  if (id === state.settings.wabaId) return manageAccount(serving, asked, action);
  if (id === state.settings.appId && action === 'uploads') return ok({ id: `upload:${newGraphId()}` });
  if (id.startsWith('upload:'))
    return ok({ h: `4::${Buffer.from(String(body.length)).toString('base64url')}` });
  if (state.templates.has(id) && method === 'POST') return editTemplate(serving, id, parseJson(body));
  if (method === 'DELETE') return deleteMedia(state, id);
  return method === 'GET' ? describeMedia(state, id, origin) : undefined;
}

async function manageAccount(serving: Serving, asked: Asked, action: string): Promise<Answer | undefined> {
  const { state } = serving;
  const { method, url, body } = asked;
  switch (`${method} ${action}`) {
    case 'GET phone_numbers':
      return ok({ data: [...state.numbers.values()].map((one) => describeNumber(state, one)) });
    case 'GET subscribed_apps':
      return listSubscriptions(state);
    case 'POST subscribed_apps':
      return subscribe(state, parseJson(body));
    case 'DELETE subscribed_apps':
      Object.assign(state, { subscribed: false, accountCallbackUrl: undefined });
      return success;
    case 'GET message_templates':
      return listTemplates(serving, url.searchParams);
    case 'POST message_templates':
      return createTemplate(serving, parseJson(body));
    case 'DELETE message_templates':
      return deleteTemplate(serving, url.searchParams);
    default:
      return undefined;
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
