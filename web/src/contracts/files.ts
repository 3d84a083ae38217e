export * from '../../../src/modules/files/contract.ts';
