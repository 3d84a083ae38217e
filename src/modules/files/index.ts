/** Files that people and programs upload: how large, for what, and who may see them. */
export type { FilesDeps } from './deps.ts';
export { filesErrors } from './errors.ts';
export { createFileLinks, type FileLinks } from './file-links.ts';
export { filesRoutes } from './routes.ts';
