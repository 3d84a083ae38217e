export * from '../../../src/modules/templates/contract.ts';
