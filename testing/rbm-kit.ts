/** What tests of RCS share: one service account, one agent, and the simulated platform that knows both. */
import { generateKeyPairSync } from 'node:crypto';
import { type RbmOptions, type RbmSimulator, startRbm } from './simulators/rbm/index.ts';

export const AGENT_ID = 'toko_bunga_agent@rbm.goog';
export const AGENT_NAME = 'brands/toko-bunga/agents/toko_bunga_agent';
export const CLIENT_TOKEN = 'k4nar1-token';
export const ACCOUNT_EMAIL = 'titian@toko-bunga.iam.gserviceaccount.com';

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
export const ACCOUNT_KEYS = { publicKey: pair.publicKey, privateKey: pair.privateKey };

export const serviceAccountFile = (tokenUrl: string): string =>
  JSON.stringify({
    type: 'service_account',
    private_key_id: 'kunci-1',
    private_key: ACCOUNT_KEYS.privateKey,
    client_email: ACCOUNT_EMAIL,
    token_uri: tokenUrl,
  });

export const rbmOptions = (more: Partial<RbmOptions> = {}): RbmOptions => ({
  accounts: [{ email: ACCOUNT_EMAIL, publicKey: ACCOUNT_KEYS.publicKey }],
  agents: [
    {
      agentId: AGENT_ID,
      clientToken: CLIENT_TOKEN,
      name: AGENT_NAME,
      launches: { '/v1/regions/telkomsel-indonesia': 'LAUNCH_STATE_LAUNCHED' },
    },
  ],
  ...more,
});

export const startAgent = (more: Partial<RbmOptions> = {}): Promise<RbmSimulator> =>
  startRbm(rbmOptions(more));

/** Settings of a channel that is connected to the simulator. */
export const rcsSettingsFor = (
  { url, tokenUrl }: Pick<RbmSimulator, 'url' | 'tokenUrl'>,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({
  agentId: AGENT_ID,
  baseUrl: url,
  serviceAccount: serviceAccountFile(tokenUrl),
  clientToken: CLIENT_TOKEN,
  agentName: AGENT_NAME,
  ...more,
});
