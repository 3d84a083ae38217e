export * from '../../../src/modules/routing/contract.ts';
