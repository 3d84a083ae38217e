export { createTitian, type Titian, type TitianOptions } from './client.ts';
export type { Operations } from './operations.ts';
export { TitianError } from './titian-error.ts';
