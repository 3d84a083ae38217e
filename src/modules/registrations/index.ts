/** The paper side of Indonesian senders: companies, documents, letters, what is missing, what ends. */
export { changeCaseFile, changeCompany } from './case-file.ts';
export type { RegistrationsDeps } from './deps.ts';
export { registrationsErrors } from './errors.ts';
export { historySubscriber } from './keep-history.ts';
export { registeredWording } from './lint-reference.ts';
export { type ReminderDeps, remindOfEndings, startReminders } from './remind.ts';
export { registrationsRoutes } from './routes.ts';
