/** Content that is written once, approved once, and said as each channel says it. */
export { templateNoticeSubscriber } from './approval/notice-subscriber.ts';
export { changeTemplate, publishTemplate } from './authoring/write-template.ts';
export type { LintReference } from './contract.ts';
export type { TemplatesDeps } from './deps.ts';
export { type OpenDesk, startTemplateDesk, type TemplateDesk } from './desk/template-desk.ts';
export { templatesErrors } from './errors.ts';
export { copyLibraryEntry } from './library/copy-entry.ts';
export { templatesRoutes } from './routes.ts';
export { filesOf } from './sending/header-file.ts';
export { nameTemplate } from './sending/name-template.ts';
export {
  classOfTemplate,
  type RenderedTemplate,
  renderTemplate,
  type RenderTarget,
  type TemplateReference,
} from './sending/render-template.ts';
export {
  type BookTemplate,
  createTemplateBooks,
  type TemplateBook,
  type TemplateBooks,
} from './sending/template-books.ts';
