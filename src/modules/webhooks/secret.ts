import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
/** Standard Webhooks asks for 24 to 64. */
const BYTES = 32;

export const createSecret = (): string => `${PREFIX}${randomBytes(BYTES).toString('base64')}`;

export const keyOfSecret = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64');

/** Where a sealed secret stands; see platform/seal. */
export const secretPlace = (workspaceId: string, endpointId: string): string =>
  `webhooks.endpoint.secret:${workspaceId}:${endpointId}`;
