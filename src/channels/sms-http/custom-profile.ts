/** Reads what a person wrote about a gateway; every fault names its field. */
import { parseJson } from '../shared/parse-json.ts';
import { type Path, parsePath } from './paths.ts';
import type { BodyTemplate, GatewayProfile, Pairs, SignatureRule } from './profile.ts';
import { parseJsonTemplate } from './request.ts';
import type { HttpSettings, SettingFault } from './settings-shape.ts';
import { type ErrorMeaning, parseErrorTable, parseStatusTable, type Table } from './tables.ts';
import { parseTemplate, type Template } from './template.ts';

type Field = keyof HttpSettings;
type TextField = { [Name in Field]: HttpSettings[Name] extends string ? Name : never }[Field];

const NOTHING: Template = { parts: [] };
/** RFC 9110 section 5.6.2 */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** The client sets these itself, from the address and the body. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
]);

export function customProfile(settings: HttpSettings): GatewayProfile | SettingFault[] {
  const reader = createReader(settings);
  const { origin, path } = readUrl(reader);
  const profile: GatewayProfile = {
    request: {
      method: settings.method,
      origin,
      path,
      headers: readHeaders(reader),
      body: readBody(reader),
      validity: { min: 60, max: 48 * 3600 },
      longestCallbackUrl: 2_000,
    },
    answer: readAnswerRules(reader),
    receipts: readReceiptRules(reader),
    inbound: readInboundRules(reader),
    signature: readSignature(reader),
    reply: {
      status: settings.replyStatus,
      contentType: settings.replyContentType === '' ? 'text/plain' : settings.replyContentType,
      body: settings.replyBody,
    },
  };
  return reader.faults.length > 0 ? [...reader.faults] : profile;
}

interface Reader {
  readonly settings: HttpSettings;
  readonly faults: SettingFault[];
  fault(field: Field, message: string): void;
  /** undefined for an empty field. */
  path(field: TextField): Path | undefined;
  required(field: TextField): Path;
  paths(field: TextField): readonly Path[];
  template(field: Field, text: string): Template;
  errors(field: TextField): Table<ErrorMeaning>;
}

function createReader(settings: HttpSettings): Reader {
  const faults: SettingFault[] = [];
  const fault = (field: Field, message: string): void => void faults.push({ field, message });
  const read = (field: Field, text: string): Path | undefined => {
    const parsed = parsePath(text);
    if (parsed === undefined) fault(field, `"${text.trim()}" is no path; write one such as messages[0].id.`);
    return parsed;
  };
  const path = (field: TextField): Path | undefined =>
    settings[field] === '' ? undefined : read(field, settings[field]);
  return {
    settings,
    faults,
    fault,
    path,
    required(field) {
      if (settings[field] === '') fault(field, 'Say where this stands.');
      return path(field) ?? [];
    },
    paths: (field) =>
      settings[field]
        .split(',')
        .filter((one) => one.trim() !== '')
        .flatMap((one) => [read(field, one) ?? []]),
    template(field, text) {
      const parsed = parseTemplate(text);
      if (!('unknown' in parsed)) return parsed;
      fault(field, `There is no placeholder {{${parsed.unknown}}}.`);
      return NOTHING;
    },
    errors(field) {
      const table = parseErrorTable(settings[field]);
      if (!('badLine' in table)) return table;
      fault(field, `Line ${table.badLine} is not "code = meaning"; for example 15 = sender_not_allowed.`);
      return [];
    },
  };
}

/** The server is fixed; only what follows it may be filled in. */
function readUrl(reader: Reader): { readonly origin: string; readonly path: Template } {
  const { url } = reader.settings;
  const [, server = '', path = ''] = /^(https?:\/\/[^\s/?#@\\{}]+)([/?].*)?$/i.exec(url) ?? [];
  if (server === '' || !URL.canParse(server) || /[\s#\\]/.test(path.replaceAll(/\{\{[^}]*\}\}/g, ''))) {
    reader.fault(
      'url',
      'Use a whole address such as https://api.example.com/send, with placeholders after the server only.',
    );
    return { origin: '', path: NOTHING };
  }
  return {
    origin: new URL(server).origin,
    path: reader.template('url', path.startsWith('/') ? path : `/${path}`),
  };
}

function readHeaders(reader: Reader): Pairs {
  return linesOf(reader.settings.headers).map((line) => {
    const [, name = '', value = ''] = /^([^:]+):(.*)$/.exec(line) ?? [];
    if (
      !HEADER_NAME.test(name.trim()) ||
      OWN_HEADERS.has(name.trim().toLowerCase()) ||
      /[^\x20-\x7e]/.test(value)
    )
      reader.fault('headers', `"${line.slice(0, 40)}" is not "Name: value".`);
    return [name.trim(), reader.template('headers', value.trim())];
  });
}

function readBody(reader: Reader): BodyTemplate {
  const { bodyKind: kind, body, method } = reader.settings;
  if (method === 'GET' && kind !== 'query')
    reader.fault('bodyKind', 'A GET request carries its values in the address: choose "query".');
  if (kind !== 'json') {
    const pairs = linesOf(body).map((line): Pairs[number] => {
      const at = line.indexOf('=');
      if (at < 1) reader.fault('body', `"${line.slice(0, 40)}" is not "name=value".`);
      return [line.slice(0, at).trim(), reader.template('body', line.slice(at + 1).trim())];
    });
    return { kind, pairs };
  }
  const value = parseJson(body);
  const parsed =
    value === undefined ? undefined : parseJsonTemplate(value, (text) => reader.template('body', text));
  if (parsed === undefined || (typeof parsed === 'object' && parsed !== null && 'unknown' in parsed)) {
    reader.fault('body', 'This is not JSON. Placeholders stand in quotes: {"to": "{{to}}"}.');
    return { kind, value: null };
  }
  return { kind, value: parsed };
}

function readAnswerRules(reader: Reader): GatewayProfile['answer'] {
  const values = reader.settings.successValues
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const path = reader.path('successPath');
  if (path !== undefined && values.length === 0)
    reader.fault('successValues', 'Say which value means that the message was taken.');
  return {
    items: reader.path('itemsPath'),
    success: path === undefined ? undefined : { path, values: values.map((value) => [value, true]) },
    id: reader.path('idPath'),
    errorCodes: reader.paths('errorCodePaths'),
    errorTexts: reader.paths('errorTextPaths'),
    errors: reader.errors('errorTable'),
  };
}

function readReceiptRules(reader: Reader): GatewayProfile['receipts'] {
  const { receiptIdPath, receiptStatusPath } = reader.settings;
  if (receiptIdPath === '' && receiptStatusPath === '') return undefined;
  const statuses = parseStatusTable(reader.settings.statusTable);
  if ('badLine' in statuses)
    reader.fault(
      'statusTable',
      `Line ${statuses.badLine} is not "status = meaning"; for example DELIVRD = delivered.`,
    );
  else if (statuses.length === 0)
    reader.fault('statusTable', 'Say what the statuses mean; for example DELIVRD = delivered.');
  return {
    items: reader.path('receiptItemsPath'),
    id: reader.required('receiptIdPath'),
    status: reader.required('receiptStatusPath'),
    time: reader.path('receiptTimePath'),
    errorCode: reader.path('receiptErrorPath'),
    errorText: reader.path('receiptErrorTextPath'),
    statuses: 'badLine' in statuses ? [] : statuses,
    errors: reader.errors('receiptErrorTable'),
  };
}

function readInboundRules(reader: Reader): GatewayProfile['inbound'] {
  const { inboundFromPath, inboundTextPath } = reader.settings;
  if (inboundFromPath === '' && inboundTextPath === '') return undefined;
  return {
    items: reader.path('inboundItemsPath'),
    id: reader.path('inboundIdPath'),
    from: reader.required('inboundFromPath'),
    to: reader.path('inboundToPath'),
    text: reader.required('inboundTextPath'),
    time: reader.path('inboundTimePath'),
  };
}

function readSignature(reader: Reader): SignatureRule {
  const { signature, signatureName: name, signatureEncoding: encoding, signatureSecret } = reader.settings;
  if (signature === 'secret_path') return { kind: 'secret_path' };
  if (signature === 'twilio') {
    if (reader.settings.secret === '') reader.fault('secret', 'The signature is made with this.');
    return { kind: 'twilio' };
  }
  if (signatureSecret === '')
    reader.fault('signatureSecret', 'Without this nobody could tell real calls from false ones.');
  if (!HEADER_NAME.test(name)) reader.fault('signatureName', 'Say which header or parameter it stands in.');
  if (signature === 'token_header') return { kind: 'token', where: 'header', name };
  if (signature === 'token_query') return { kind: 'token', where: 'query', name };
  const hash = signature === 'hmac_sha1' ? 'sha1' : 'sha256';
  return { kind: 'hmac', hash, header: name, encoding, prefix: reader.settings.signaturePrefix };
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
