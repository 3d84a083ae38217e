export { createTitian, type Titian, type TitianOptions } from './client.ts';
export type { FileBody, Operations } from './operations.ts';
export { TitianError } from './titian-error.ts';
