/** Where each method of the API is found, and which scope its token needs. */
import * as api from './operations.ts';

export const MESSAGING = 'https://www.googleapis.com/auth/rcsbusinessmessaging';
export const MANAGEMENT = 'https://www.googleapis.com/auth/businesscommunications';

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly scope: string;
  readonly serve: (world: api.World, call: api.Call) => unknown;
}

const PHONE = 'phones/(?<phone>[^/]+)';
const AGENT = 'brands/(?<brand>[^/]+)/agents/(?<agent>[^/]+)';
const route = (method: string, path: string, serve: Route['serve'], scope = MESSAGING): Route => ({
  method,
  serve,
  scope,
  path: new RegExp(`^${path}$`),
});

export const ROUTES: readonly Route[] = [
  route('POST', `/v1/${PHONE}/agentMessages`, api.createMessage),
  route('DELETE', `/v1/${PHONE}/agentMessages/(?<id>[^/]+)`, api.deleteMessage),
  route('POST', `/v1/${PHONE}/agentEvents`, api.createEvent),
  route('GET', `/v1/${PHONE}/capabilities`, api.getCapabilities),
  route('POST', `/v1/${PHONE}/testers`, api.createTester),
  route('POST', '/v1/users:batchGet', api.batchGetUsers),
  route('POST', '/v1/files', api.createFile),
  route('POST', '/upload/v1/files', api.uploadFile),
  route('GET', `/v1/${AGENT}/launch`, api.getLaunch, MANAGEMENT),
  route('POST', `/v1/${AGENT}/integrations`, api.createIntegration, MANAGEMENT),
];
