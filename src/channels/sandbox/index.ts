/** A channel without a provider: for trying things out, for demonstrations and for tests of an integration. */
import { z } from 'zod';
import type {
  ChannelConnection,
  ChannelDeps,
  ChannelHealth,
  ChannelType,
  EmitEvent,
  InboundRequest,
  InboundResponse,
  OutgoingMessage,
  SendOutcome,
  TakeEvent,
} from '../channel.ts';
import { receiveSandbox } from './receive.ts';
import { ReceiptQueue } from './receipts.ts';
import { TEST_NUMBERS } from './test-numbers.ts';

const sandboxSettings = z.strictObject({
  receipts: z.enum(['automatic', 'manual']).default('automatic'),
  /** Between `send` and the automatic receipt. */
  deliveryDelayMs: z.number().int().min(0).max(3_600_000).default(400),
  messagesPerSecond: z.number().min(0.1).max(100_000).default(50_000),
});

export type SandboxSettings = z.infer<typeof sandboxSettings>;

const MAX_TEXT_LENGTH = 1600;
const WINDOW = 5000;
/** What WhatsApp and RCS take between them. */
const MIB = 1024 * 1024;
const SANDBOX_MEDIA: ChannelType['capabilities']['media'] = {
  image: { maxBytes: 5 * MIB, mimes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] },
  video: { maxBytes: 16 * MIB, mimes: ['video/mp4', 'video/3gpp', 'video/webm'] },
  audio: { maxBytes: 16 * MIB, mimes: ['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/ogg', 'audio/wav'] },
  document: {
    maxBytes: 100 * MIB,
    mimes: ['application/pdf', 'text/plain', 'text/csv', 'application/zip', 'application/msword'],
  },
  sticker: { maxBytes: MIB, mimes: ['image/webp'] },
};

class SandboxConnection implements ChannelConnection {
  private readonly settings: SandboxSettings;
  private readonly deps: ChannelDeps;
  private readonly queue: ReceiptQueue;
  private readonly openedAt: Date;
  private readonly epoch: string;
  private counter = 0;
  private closed = false;

  constructor(settings: SandboxSettings, deps: ChannelDeps) {
    this.settings = settings;
    this.deps = deps;
    this.queue = new ReceiptQueue(settings.deliveryDelayMs, deps);
    this.openedAt = new Date(deps.clock.now());
    this.epoch = `${deps.clock.now().toString(36)}${deps.randomInt(0x1000000).toString(36)}`;
  }

  async send(message: OutgoingMessage): Promise<SendOutcome> {
    if (this.closed) return { kind: 'retryable', code: 'not_connected', detail: 'The channel is closed.' };
    if (message.text.length > MAX_TEXT_LENGTH) {
      return { kind: 'permanent', code: 'message_invalid', detail: `text is longer than ${MAX_TEXT_LENGTH}` };
    }
    const test = TEST_NUMBERS.get(message.to);
    if (test?.on === 'send' || (test?.on === 'first_attempt' && message.attempt === 1)) {
      return {
        kind: test.kind,
        code: test.code,
        detail: `test number ${message.to}`,
        trace: { test_number: true },
      };
    }
    const externalId = this.newId();
    if (this.settings.receipts === 'automatic') {
      if (test?.on !== 'receipt') this.queue.add(externalId, 'delivered', undefined);
      else if (test.status === 'failed') this.queue.add(externalId, 'failed', test.code);
    }
    return { kind: 'accepted', externalIds: [externalId] };
  }

  listen(take: TakeEvent): void {
    this.queue.listen(take);
  }

  receive(request: InboundRequest, emit: EmitEvent): Promise<InboundResponse> {
    return receiveSandbox(request, emit, new Date(this.deps.clock.now()), () => this.newId());
  }

  health(): ChannelHealth {
    return this.closed
      ? { state: 'stopped', code: 'closed', detail: 'The channel is closed.', since: this.openedAt }
      : { state: 'up', since: this.openedAt };
  }

  async close(): Promise<void> {
    this.closed = true;
    this.queue.stop();
  }

  private newId(): string {
    return `sbx-${this.epoch}-${(++this.counter).toString(36)}`;
  }
}

export const sandbox: ChannelType<SandboxSettings> = {
  type: 'sandbox',
  name: { id: 'Kotak pasir', en: 'Sandbox' },
  summary: {
    id: 'Tanpa operator: pesan diterima seketika dan dilaporkan terkirim. Untuk mencoba dan menguji.',
    en: 'No provider: messages are accepted at once and reported as delivered. For trying out and testing.',
  },
  medium: 'sms',
  address: 'phone',
  settings: sandboxSettings,
  fields: [
    {
      name: 'receipts',
      label: { id: 'Laporan kirim', en: 'Receipts' },
      help: {
        id: 'Manual: kirim laporan sendiri ke alamat webhook saluran.',
        en: 'Manual: post receipts yourself to the webhook address of the channel.',
      },
      input: 'select',
      options: [
        { value: 'automatic', label: { id: 'Otomatis', en: 'Automatic' } },
        { value: 'manual', label: { id: 'Manual', en: 'Manual' } },
      ],
      group: 'receipts',
    },
    {
      name: 'deliveryDelayMs',
      label: { id: 'Jeda sampai terkirim', en: 'Delay until delivered' },
      input: 'number',
      unit: 'ms',
      group: 'receipts',
    },
    {
      name: 'messagesPerSecond',
      label: { id: 'Pesan per detik', en: 'Messages per second' },
      input: 'number',
      unit: '/s',
      group: 'pace',
    },
  ],
  secrets: [],
  capabilities: {
    text: true,
    maxTextLength: MAX_TEXT_LENGTH,
    inbound: true,
    receipts: ['delivered', 'read'],
    segments: true,
    content: ['media', 'location', 'contacts', 'reaction', 'buttons', 'list', 'card', 'carousel', 'template'],
    media: SANDBOX_MEDIA,
    replies: true,
  },
  takesCalls: true,
  expectsReceipts: ({ receipts }) => receipts === 'automatic',
  pace: (settings) => ({ messagesPerSecond: settings.messagesPerSecond, window: WINDOW }),
  open: (settings, deps) => new SandboxConnection(settings, deps),
};
