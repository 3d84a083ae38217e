import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeConfiguration, loadSecretKey, printableConfiguration, readConfiguration } from './index.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

describe('readConfiguration', () => {
  test('needs nothing', () => {
    const read = readConfiguration({ PATH: '/bin', HOME: '/root' });
    expect(read).toMatchObject({
      ok: true,
      value: {
        port: 3000,
        host: '127.0.0.1',
        demo: true,
        logLevel: 'info',
        trustedProxies: [],
        egressAllow: [],
      },
    });
  });

  test('the defaults it documents are the defaults it uses', () => {
    const documented = describeConfiguration().flatMap((row) =>
      row.default ? [[row.name, row.default]] : [],
    );
    expect(documented.length).toBeGreaterThan(3);
    expect(readConfiguration(Object.fromEntries(documented))).toEqual(readConfiguration({}));
  });

  test('reads every variable', () => {
    const read = readConfiguration({
      TITIAN_PORT: '8080',
      TITIAN_HOST: '::1',
      TITIAN_PUBLIC_URL: 'https://pesan.example.co.id/',
      TITIAN_DATA_DIR: '/srv/titian',
      DATABASE_URL: 'postgresql://a:b@db/titian',
      TITIAN_DATABASE_DISK: '/srv/postgresql',
      TITIAN_SECRET_KEY: KEY,
      TITIAN_LOG_LEVEL: 'debug',
      TITIAN_DEMO: 'off',
      TITIAN_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      TITIAN_EGRESS_ALLOW: 'smsc.kantor.example:2775, [fd00::5]:443,10.20.0.0/16',
      TITIAN_METRICS_TOKEN: 'token-untuk-metrik-yang-panjang',
      TITIAN_FILES_MIB: '512',
    });
    expect(read).toEqual({
      ok: true,
      value: {
        port: 8080,
        host: '::1',
        publicUrl: 'https://pesan.example.co.id',
        dataDir: '/srv/titian',
        databaseUrl: 'postgresql://a:b@db/titian',
        databaseDisk: '/srv/postgresql',
        secretKey: new Uint8Array(32).fill(7),
        logLevel: 'debug',
        demo: false,
        trustedProxies: ['10.0.0.0/8', '::1'],
        egressAllow: ['smsc.kantor.example:2775', '[fd00::5]:443', '10.20.0.0/16'],
        metricsToken: 'token-untuk-metrik-yang-panjang',
        fileQuotaBytes: 512 * 1024 * 1024,
      },
    });
  });

  test('lists all faults at once, with unknown names', () => {
    const read = readConfiguration({
      TITIAN_PORT: '70000',
      TITIAN_DEMO: 'yes',
      TITIAN_PROT: '1',
      TITIAN_HOST: '',
    });
    expect(read).toEqual({
      ok: false,
      error: [
        'TITIAN_PORT is greater than 65535',
        'TITIAN_DEMO is neither on nor off',
        'TITIAN_PROT is not a setting of Titian; did you mean TITIAN_PORT?',
      ],
    });
  });

  test.each([
    ['TITIAN_PORT', '-1'],
    ['TITIAN_PORT', '3000x'],
    ['TITIAN_PUBLIC_URL', 'ftp://x'],
    ['TITIAN_PUBLIC_URL', 'https://x/?a=1'],
    ['DATABASE_URL', 'mysql://x'],
    ['TITIAN_SECRET_KEY', 'c2hvcnQ='],
    ['TITIAN_SECRET_KEY', '%%%'],
    ['TITIAN_LOG_LEVEL', 'loud'],
    ['TITIAN_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TITIAN_TRUSTED_PROXIES', '10.0.0.1,proxy'],
    ['TITIAN_EGRESS_ALLOW', '10.0.0.0/33'],
    ['TITIAN_EGRESS_ALLOW', 'smsc.example'],
    ['TITIAN_EGRESS_ALLOW', 'smsc.example:70000'],
    ['TITIAN_HOST', 'a b'],
  ])('refuses %s=%s and names it once', (name, value) => {
    const read = readConfiguration({ [name]: value });
    expect(read.ok).toBe(false);
    expect(read.ok ? [] : read.error).toEqual([expect.stringContaining(`${name} `)]);
  });
});

test('secrets print as ***', () => {
  const printed = printableConfiguration({
    DATABASE_URL: 'postgresql://a:hunter2@db/x',
    TITIAN_SECRET_KEY: KEY,
  });
  expect(printed).toMatchObject({ DATABASE_URL: '***', TITIAN_SECRET_KEY: '***', TITIAN_PORT: '3000' });
});

describe('loadSecretKey', () => {
  test('is made once, private, and read again', () => {
    const dataDir = join(mkdtempSync(join(tmpdir(), 'titian-key-')), 'data');
    const key = loadSecretKey({ secretKey: undefined, dataDir });
    expect(key).toHaveLength(32);
    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(loadSecretKey({ secretKey: undefined, dataDir })).toEqual(key);
    expect(readFileSync(join(dataDir, 'secret.key'), 'utf8')).toBe(
      `${Buffer.from(key).toString('base64')}\n`,
    );
  });

  test('refuses a damaged file and one that others can read', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'titian-key-'));
    const path = join(dataDir, 'secret.key');
    writeFileSync(path, 'short', { mode: 0o600 });
    expect(() => loadSecretKey({ secretKey: undefined, dataDir })).toThrow(/damaged/);
    chmodSync(path, 0o644);
    expect(() => loadSecretKey({ secretKey: undefined, dataDir })).toThrow(/chmod 600/);
  });
});
