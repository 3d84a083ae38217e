import { z } from 'zod';

export const PRESETS = ['infobip', 'vonage', 'twilio-style', 'zenziva', 'custom'] as const;
export type PresetName = (typeof PRESETS)[number];

const text = (max: number) => z.string().trim().max(max).default('');
const path = text(200);
const paths = text(500);
const table = z.string().max(8_000).default('');

/** Paths, tables and templates are texts here and are read when the profile is made. */
export const httpSettingsShape = z.strictObject({
  preset: z.enum(PRESETS).default('infobip'),
  /** `https://api.example`; empty for the usual one of the preset. */
  baseUrl: text(300),
  account: text(200),
  secret: z.string().max(500).default(''),
  /** Tells the gateway with each message where to report. */
  sendCallbackUrl: z.boolean().default(true),
  messagesPerSecond: z.number().min(0.1).max(10_000).default(10),
  /** Calls under way at a time. */
  window: z.number().int().min(1).max(1000).default(10),
  /** For one whole call, seconds. */
  timeoutSeconds: z.number().min(1).max(120).default(15),

  url: text(1000),
  method: z.enum(['POST', 'GET', 'PUT']).default('POST'),
  /** A line each, `Name: value`. */
  headers: table,
  bodyKind: z.enum(['json', 'form', 'query']).default('json'),
  /** JSON, or a line each, `name=value`. */
  body: table,
  itemsPath: path,
  successPath: path,
  successValues: text(500),
  idPath: path,
  errorCodePaths: paths,
  errorTextPaths: paths,
  errorTable: table,

  signature: z
    .enum(['secret_path', 'token_header', 'token_query', 'hmac_sha256', 'hmac_sha1', 'twilio'])
    .default('secret_path'),
  /** Header or parameter it stands in. */
  signatureName: text(100),
  signatureEncoding: z.enum(['hex', 'base64']).default('hex'),
  signaturePrefix: text(40),
  signatureSecret: z.string().max(500).default(''),
  receiptItemsPath: path,
  receiptIdPath: path,
  receiptStatusPath: path,
  receiptTimePath: path,
  receiptErrorPath: path,
  receiptErrorTextPath: path,
  statusTable: table,
  receiptErrorTable: table,
  inboundItemsPath: path,
  inboundIdPath: path,
  inboundFromPath: path,
  inboundToPath: path,
  inboundTextPath: path,
  inboundTimePath: path,
  replyStatus: z.number().int().min(200).max(299).default(200),
  replyContentType: text(100),
  replyBody: text(1000),
});

export type HttpSettings = z.infer<typeof httpSettingsShape>;

/** What is wrong with a setting, for the person who wrote it. */
export interface SettingFault {
  readonly field: keyof HttpSettings;
  readonly message: string;
}
