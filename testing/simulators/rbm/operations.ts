/** What the API does, one function per method of its reference. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Agent } from './agent.ts';
import { agentMessage, namedFiles } from './agent-message.ts';
import type { People } from './people.ts';
import { forbidden, invalid, notFound, RpcError } from './rpc.ts';

export interface Files {
  readonly names: Set<string>;
}

export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface World {
  readonly agents: readonly Agent[];
  readonly people: People;
  readonly files: Files;
  /** Takes one message of this second's allowance; false when it is used up. */
  readonly mayTake: () => boolean;
}

/** 15 days. */
const LONGEST_LIFE_MS = 15 * 86_400_000;
const LARGEST_MESSAGE = 250 * 1024;
const E164 = /^\+[1-9]\d{6,14}$/;
const FILE_TYPES =
  /^(image\/(jpe?g|gif|png)|audio\/(aac|mp3|mpeg|mpg|mp4|mp4-latm|3gpp|ogg)|application\/(ogg|pdf)|video\/(h263|m4v|mp4|mpeg4?|webm))(;|$)/;

const bare = (id: string): string => id.replace(/@rbm\.goog$/, '');

function agentOf({ agents }: World, { query }: Pick<Call, 'query'>): Agent {
  const agentId = query.get('agentId');
  if (agentId === null || agentId === '') throw invalid('agentId is required.');
  const agent = agents.find(({ options }) => bare(options.agentId) === bare(agentId));
  if (agent === undefined) throw forbidden();
  return agent;
}

function phoneOf({ params }: Call): string {
  const phone = params['phone'] ?? '';
  if (!E164.test(phone)) throw invalid('Invalid phone number.');
  return phone;
}

/** Somebody this agent may write to, and who has RCS. */
function reachable(world: World, call: Call): { readonly agent: Agent; readonly phone: string } {
  const agent = agentOf(world, call);
  const phone = phoneOf(call);
  if (!agent.mayReach(phone)) {
    // A number that nobody invited could not even be found out about.
    if (!world.people.get(phone).reachable) throw notFound();
    throw forbidden();
  }
  if (!world.people.get(phone).reachable) throw notFound();
  return { agent, phone };
}

function parse<T>(schema: z.ZodType<T>, { body }: Pick<Call, 'body'>): T {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8') || '{}');
  } catch {
    throw invalid('Invalid JSON payload received. Unexpected token.');
  }
  const read = schema.safeParse(json);
  if (!read.success)
    throw invalid(
      `Invalid value at '${read.error.issues[0]?.path.join('.')}': ${read.error.issues[0]?.message}`,
    );
  return read.data;
}

export function createMessage(world: World, call: Call): unknown {
  const messageId = call.query.get('messageId') ?? '';
  if (messageId === '' || messageId.length > 64) throw invalid('messageId is required.');
  if (call.body.length > LARGEST_MESSAGE) throw invalid('Request payload size exceeds the limit.');
  const body = parse(agentMessage, call);
  const expires = body.expireTime === undefined ? undefined : Date.parse(body.expireTime) - Date.now();
  const life = body.ttl === undefined ? expires : Number.parseFloat(body.ttl) * 1000;
  if (life !== undefined && (life <= 0 || life > LONGEST_LIFE_MS + 1000)) throw invalid('Invalid ttl.');
  if (namedFiles(body).some((name) => !world.files.names.has(name))) throw invalid('Unknown file.');
  const { agent, phone } = reachable(world, call);
  if (!world.mayTake()) throw new RpcError(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded.');
  const taken = agent.take(phone, messageId, body);
  return {
    name: `phones/${phone}/agentMessages/${messageId}`,
    sendTime: new Date(taken.at).toISOString(),
    contentMessage: body.contentMessage,
  };
}

export function deleteMessage(world: World, call: Call): unknown {
  agentOf(world, call).revoke(call.params['id'] ?? '');
  return {};
}

const Event = z.strictObject({ eventType: z.enum(['IS_TYPING', 'READ']), messageId: z.string().optional() });

export function createEvent(world: World, call: Call): unknown {
  const eventId = call.query.get('eventId') ?? '';
  if (eventId === '') throw invalid('eventId is required.');
  const event = parse(Event, call);
  if (event.eventType === 'READ' && event.messageId === undefined) throw invalid('messageId is required.');
  const { agent, phone } = reachable(world, call);
  agent.takeEvent(phone, eventId, event);
  return { name: `phones/${phone}/agentEvents/${eventId}`, ...event, sendTime: new Date().toISOString() };
}

export function getCapabilities(world: World, call: Call): unknown {
  if ((call.query.get('requestId') ?? '') === '') throw invalid('requestId is required.');
  const { phone } = reachable(world, call);
  return { name: `phones/${phone}/capabilities`, features: world.people.get(phone).features };
}

const Batch = z.strictObject({
  users: z.array(z.string().regex(E164)).min(1).max(10_000),
  agentId: z.string().optional(),
});

export function batchGetUsers(world: World, call: Call): unknown {
  const { users, agentId } = parse(Batch, call);
  const agent = agentOf(world, {
    query: new URLSearchParams({ agentId: agentId ?? call.query.get('agentId') ?? '' }),
  });
  const reachableUsers = users.filter((phone) => agent.mayReach(phone) && world.people.get(phone).reachable);
  return {
    reachableUsers,
    totalRandomSampleUserCount: users.length,
    reachableRandomSampleUserCount: reachableUsers.length,
  };
}

const FileByUrl = z.strictObject({
  fileUrl: z.url(),
  thumbnailUrl: z.url().optional(),
  agentId: z.string().optional(),
});

export function createFile(world: World, call: Call): unknown {
  agentOf(world, call);
  parse(FileByUrl, call);
  return newFile(world);
}

export function uploadFile(world: World, call: Call): unknown {
  agentOf(world, call);
  if (!FILE_TYPES.test(String(call.headers['content-type'] ?? '')))
    throw invalid('Unsupported content type.');
  if (call.body.length === 0) throw invalid('The file is empty.');
  return newFile(world);
}

function newFile({ files }: World): unknown {
  const name = `files/${randomUUID()}`;
  files.names.add(name);
  return { name };
}

export function createTester(world: World, call: Call): unknown {
  const agent = agentOf(world, call);
  const phone = phoneOf(call);
  if (!world.people.get(phone).reachable) throw notFound();
  agent.testers.set(phone, agent.testers.get(phone) ?? 'PENDING');
  return { name: `phones/${phone}/testers`, inviteStatus: agent.testers.get(phone) };
}

export function getLaunch(world: World, call: Call): unknown {
  const { options } = managed(world, call);
  const launchDetails = Object.fromEntries(
    Object.entries(options.launches ?? {}).map(([operator, launchState]) => [operator, { launchState }]),
  );
  return { name: `${options.name}/launch`, rcsBusinessMessaging: { launchDetails } };
}

const NewIntegration = z.strictObject({
  agentWebhookIntegration: z.strictObject({
    webhookUri: z.url(),
    verificationToken: z.string().optional(),
  }),
});

/** The address has to prove itself before anything is sent there. */
export async function createIntegration(world: World, call: Call): Promise<unknown> {
  const agent = managed(world, call);
  const { webhookUri } = parse(NewIntegration, call).agentWebhookIntegration;
  if (!(await agent.webhook.shakeHands(webhookUri)))
    throw new RpcError(400, 'FAILED_PRECONDITION', 'The webhook could not be verified.');
  agent.webhookUrl = webhookUri;
  return {
    name: `${agent.options.name}/integrations/${randomUUID()}`,
    status: 'ENABLED',
    agentWebhookIntegration: { webhookUri },
  };
}

function managed({ agents }: World, { params }: Call): Agent {
  const name = `brands/${params['brand']}/agents/${params['agent']}`;
  const agent = agents.find(({ options }) => options.name === name);
  if (agent === undefined) throw notFound();
  return agent;
}
