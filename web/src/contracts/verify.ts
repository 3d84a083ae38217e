export * from '../../../src/modules/verify/contract.ts';
