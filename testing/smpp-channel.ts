/** A real sms-smpp connection with short timers, for tests against a simulated or independent SMSC. */
import type {
  Caller,
  ChannelConnection,
  ChannelEvent,
  EmitEvent,
  OutgoingMessage,
  SendOutcome,
} from '../src/channels/channel.ts';
import { smsSmpp } from '../src/channels/sms-smpp/index.ts';
import { makeChannelDeps, takeWith, type TestDeps } from './channel-deps.ts';

export interface OpenedChannel {
  readonly connection: ChannelConnection;
  readonly events: ChannelEvent[];
  readonly deps: TestDeps;
  /** Replaces what happens to events; by default they are kept in `events`. */
  onEvent: EmitEvent;
  send(changes?: Partial<OutgoingMessage>, signal?: AbortSignal): Promise<SendOutcome>;
  /** The same, with a call back. */
  submit(changes: Partial<OutgoingMessage>, caller: Caller): void;
}

const NEVER = new AbortController().signal;

export function openSmpp(
  port: number,
  settings: Record<string, unknown> = {},
  deps = makeChannelDeps(),
): OpenedChannel {
  const parsed = smsSmpp.settings.parse({
    host: '127.0.0.1',
    port,
    systemId: 'titian',
    password: 'rahasia',
    messagesPerSecond: 10_000,
    window: 50,
    enquireLinkSeconds: 0.2,
    responseTimeoutSeconds: 0.3,
    reconnectMinSeconds: 0.02,
    reconnectMaxSeconds: 0.2,
    waitForBindSeconds: 2,
    ...settings,
  });
  const connection = smsSmpp.open(parsed, deps);
  const events: ChannelEvent[] = [];
  let counter = 0;
  const messageOf = (changes: Partial<OutgoingMessage>): OutgoingMessage => ({
    id: `msg_${++counter}`,
    to: '+628111234567',
    from: 'TOKOBUNGA',
    text: `Kode OTP Anda ${counter}`,
    class: 'otp',
    expiresAt: undefined,
    attempt: 1,
    ...changes,
  });
  const opened: OpenedChannel = {
    connection,
    events,
    deps,
    onEvent: async (event) => void events.push(event),
    send: (changes = {}, signal = NEVER) => connection.send(messageOf(changes), signal),
    submit: (changes, caller) => connection.submit?.(messageOf(changes), NEVER, caller),
  };
  connection.listen?.(takeWith((event) => opened.onEvent(event)));
  return opened;
}
