/** Files that people and programs upload: how large, for what, and who may see them. */
export { deleteFile } from './delete-file.ts';
export type { FilesDeps } from './deps.ts';
export { downloadFile } from './download-file.ts';
export { filesErrors } from './errors.ts';
export { showFile } from './file-view.ts';
export { createFileLinks, type FileLinks } from './file-links.ts';
export { filesRoutes } from './routes.ts';
export { uploadFile } from './upload-file.ts';
