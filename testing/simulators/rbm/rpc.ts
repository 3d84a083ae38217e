/** Refusals as Google's APIs word them: google.rpc.Status, https://cloud.google.com/apis/design/errors */
export class RpcError extends Error {
  readonly status: number;
  readonly rpc: string;

  constructor(status: number, rpc: string, message: string) {
    super(message);
    this.status = status;
    this.rpc = rpc;
  }
}

export const invalid = (message: string): RpcError => new RpcError(400, 'INVALID_ARGUMENT', message);
export const notFound = (): RpcError => new RpcError(404, 'NOT_FOUND', 'Requested entity was not found.');
export const forbidden = (): RpcError =>
  new RpcError(403, 'PERMISSION_DENIED', 'The caller does not have permission');
export const unauthenticated = (): RpcError =>
  new RpcError(
    401,
    'UNAUTHENTICATED',
    'Request had invalid authentication credentials. Expected OAuth 2 access token.',
  );

export const rpcBody = (status: number, rpc: string, message: string): string =>
  JSON.stringify({ error: { code: status, message, status: rpc } });
