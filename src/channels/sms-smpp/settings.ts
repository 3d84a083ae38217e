/** What a person sets up for an SMPP bind. Durations are seconds; fractions are allowed. */
import { z } from 'zod';
import { isTimeZone } from './time.ts';

/** Printable ASCII, as the C-octet strings of the protocol want it. */
const ascii = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .regex(/^[\x20-\x7e]*$/);
const seconds = (min: number, max: number, initial: number) => z.number().min(min).max(max).default(initial);
const ton = z.enum(['auto', '0', '1', '2', '3', '5']).default('auto');
const npi = z.enum(['auto', '0', '1', '8', '9']).default('auto');

export const smppSettings = z.strictObject({
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535).default(2775),
  tls: z.boolean().default(false),
  tlsInsecure: z.boolean().default(false),
  /** One bind that sends and receives, or one for each direction. */
  bindMode: z.enum(['transceiver', 'separate']).default('transceiver'),
  /** Binds that send at the same time. */
  sessions: z.number().int().min(1).max(10).default(1),

  systemId: ascii(1, 15),
  /** The specification allows 8 characters; some centres hand out more. */
  password: ascii(0, 31).default(''),
  systemType: ascii(0, 12).default(''),

  /** `latin1_dc0`: the centre's default alphabet is Latin-1; `latin1_dc3`: Latin-1 is announced as such. */
  encoding: z.enum(['gsm7', 'latin1_dc0', 'latin1_dc3', 'ucs2']).default('gsm7'),
  concatenation: z.enum(['udh8', 'udh16', 'sar', 'payload']).default('udh8'),
  serviceType: ascii(0, 5).default(''),
  sourceTon: ton,
  sourceNpi: npi,
  destinationTon: ton,
  destinationNpi: npi,
  shortCodeTon: z.enum(['0', '3']).default('3'),

  registeredDelivery: z.enum(['none', 'final', 'failure', 'intermediate']).default('final'),
  validityFormat: z.enum(['relative', 'absolute', 'none']).default('relative'),
  receiptZone: z.string().refine(isTimeZone, 'not a time zone').default('Asia/Jakarta'),
  idMode: z.enum(['as_is', 'resp_hex_dlr_dec', 'resp_dec_dlr_hex']).default('as_is'),
  idFoldCase: z.boolean().default(true),
  idStripZeros: z.boolean().default(true),

  messagesPerSecond: z.number().min(0.1).max(100_000).default(10),
  /** Unanswered submit_sm per bind. */
  window: z.number().int().min(1).max(5000).default(10),

  enquireLinkSeconds: seconds(0.02, 600, 30),
  responseTimeoutSeconds: seconds(0.02, 300, 10),
  connectTimeoutSeconds: seconds(0.02, 60, 10),
  reconnectMinSeconds: seconds(0.01, 60, 1),
  reconnectMaxSeconds: seconds(0.01, 600, 30),
  /** How long a message waits for a bind before it is given back. */
  waitForBindSeconds: seconds(0, 60, 5),
  /** How long the parts of a text wait for each other. */
  reassemblySeconds: seconds(0.02, 86_400, 300),
  /**
   * Arrived messages and receipts that are not stored yet; beyond it the centre is asked to repeat. A fast one brings
   * 2,000 within the 50 ms that storing takes; 1 kB each.
   */
  maxUnstored: z.number().int().min(1).max(20_000).default(4_000),
});

export type SmppSettings = z.infer<typeof smppSettings>;
