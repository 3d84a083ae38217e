import { isIP } from 'node:net';
import { z } from 'zod';

/** What docs/configuration.md says about one variable. */
interface Documentation {
  readonly description: string;
  /** As one would write it; absent when the variable has no default. */
  readonly default?: string;
  /** What happens or holds when it is not set and has no default. */
  readonly unset?: string;
  readonly values: string;
  /** Never printed. */
  readonly secret?: boolean;
}

const documentation = z.registry<Documentation>();

const describe = <Schema extends z.ZodType>(schema: Schema, about: Documentation): Schema => {
  documentation.add(schema, about);
  return schema;
};

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a number')
  .transform(Number)
  .refine((value) => value <= 65_535, 'is greater than 65535');

const mebibytes = z
  .string()
  .regex(/^\d{1,8}$/, 'is not a number of MiB')
  .transform(Number)
  .refine((value) => value >= 1, 'is less than 1');

const publicUrl = z
  .url({ protocol: /^https?$/, error: 'is not an http or https address' })
  .refine((text) => !/[?#]/.test(text), 'must not have a query or fragment')
  .transform((text) => text.replace(/\/+$/, ''));

const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'is not an address like postgresql://user:password@host:5432/database',
});

/** AES-256-GCM and HMAC keys are derived from it: 32 bytes. */
const secretKey = z
  .base64('is not base64')
  .transform((text) => Uint8Array.from(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes long');

const proxies = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .superRefine((list, context) => {
    for (const entry of list) {
      if (!isAddressOrRange(entry)) {
        context.addIssue({
          code: 'custom',
          message: `has "${entry}", which is neither an address nor a range`,
        });
      }
    }
  });

const metricsToken = z
  .string()
  .min(16, 'is shorter than 16 characters')
  .regex(/^[\x21-\x7e]+$/, 'has spaces or characters that no header takes');

/** What `parseAllowList` of the egress client takes. */
const allowedPlaces = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .superRefine((list, context) => {
    for (const entry of list) {
      if (!isAddressOrRange(entry) && !isPlace(entry)) {
        context.addIssue({
          code: 'custom',
          message: `has "${entry}", which is neither host:port nor an address range`,
        });
      }
    }
  });

function isPlace(text: string): boolean {
  const [, digits] = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+):(\d{1,5})$/i.exec(text) ?? [];
  return digits !== undefined && Number(digits) <= 65_535;
}

function isAddressOrRange(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** Every variable the server reads. Names beginning with TITIAN_ that are not here are refused. */
export const environment = z.object({
  TITIAN_PORT: describe(port.optional(), {
    description: 'Port of API and console. 0 takes a free one.',
    values: '0 to 65535',
    default: '3000',
  }),
  TITIAN_HOST: describe(
    z
      .string()
      .regex(/^[\w.:-]+$/, 'is not a host name or address')
      .optional(),
    {
      description: 'Address to listen on. 0.0.0.0 listens on every interface; put a TLS proxy in front then.',
      values: 'host name or IP address',
      default: '127.0.0.1',
    },
  ),
  TITIAN_PUBLIC_URL: describe(publicUrl.optional(), {
    description: 'Address under which browsers and providers reach this server: links, webhooks, cookies.',
    values: 'http or https address',
    unset: 'the address it listens on',
  }),
  TITIAN_DATA_DIR: describe(z.string().optional(), {
    description:
      'Directory of the bundled PostgreSQL, which also keeps uploaded files, and of the secret key. Back it up.',
    values: 'path',
    default: './data',
  }),
  DATABASE_URL: describe(databaseUrl.optional(), {
    description:
      'PostgreSQL 15 or newer to use instead of the bundled one. The user must own the database and may create roles.',
    values: 'postgresql://user:password@host:5432/database',
    unset: 'the bundled PostgreSQL',
    secret: true,
  }),
  TITIAN_DATABASE_DISK: describe(z.string().optional(), {
    description:
      'A directory on the disk of the PostgreSQL that `DATABASE_URL` names, where this machine can see it: an alarm at 90 %, campaigns refused from 95 %.',
    values: 'path',
    unset: 'the disk of the bundled PostgreSQL is watched, that of another one is not',
  }),
  TITIAN_SECRET_KEY: describe(secretKey.optional(), {
    description:
      'Key that seals credentials in the database. Without it, sealed values cannot be read again.',
    values: '32 bytes in base64 (`openssl rand -base64 32`)',
    unset: 'generated once into `secret.key` in the data directory',
    secret: true,
  }),
  TITIAN_LOG_LEVEL: describe(z.enum(LOG_LEVELS, `is none of ${LOG_LEVELS.join(', ')}`).optional(), {
    description: 'Least important level that is logged.',
    values: LOG_LEVELS.map((level) => `\`${level}\``).join(', '),
    default: 'info',
  }),
  TITIAN_DEMO: describe(z.enum(['on', 'off'], 'is neither on nor off').optional(), {
    description: 'Whether an empty database gets a first workspace with demonstration data.',
    values: '`on`, `off`',
    default: 'on',
  }),
  TITIAN_TRUSTED_PROXIES: describe(proxies.optional(), {
    description: 'Proxies whose X-Forwarded-For is believed.',
    values: 'IP addresses and ranges (10.0.0.0/8), separated by commas',
    unset: 'none',
  }),
  TITIAN_EGRESS_ALLOW: describe(allowedPlaces.optional(), {
    description:
      'Private places that channels and webhooks may connect to: an SMSC behind a VPN, an endpoint in your own network. Everything else that is not a public address is refused, so that nobody with access to the console reaches your internal servers through this one.',
    values: 'host:port, IP addresses and ranges (10.20.0.0/16), separated by commas',
    unset: 'public addresses only',
  }),
  TITIAN_FILES_MIB: describe(mebibytes.optional(), {
    description:
      'MiB that the files of one workspace may take in the database together. Media that customers send is always kept.',
    values: '1 to 99999999',
    default: '10240',
  }),
  TITIAN_METRICS_TOKEN: describe(metricsToken.optional(), {
    description:
      'What Prometheus sends as `Authorization: Bearer` to read `/metrics`. Then it is needed on this machine too.',
    values: '16 characters or more (`openssl rand -hex 32`)',
    unset: '`/metrics` answers only to programs on this machine',
    secret: true,
  }),
});

export interface VariableDescription extends Documentation {
  readonly name: string;
}

/** One row per variable, in the order of the schema: for docs/configuration.md and `doctor`. */
export function describeConfiguration(): VariableDescription[] {
  return Object.entries(environment.shape).map(([name, schema]) => {
    const about = documentation.get(schema);
    if (about === undefined) throw new Error(`${name} has no documentation`);
    return { name, ...about };
  });
}
