export { loadSecretKey } from './load-secret-key.ts';
export {
  type Configuration,
  describeFaults,
  printableConfiguration,
  readConfiguration,
} from './read-configuration.ts';
export { describeConfiguration, type VariableDescription } from './schema.ts';
