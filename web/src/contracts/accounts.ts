export * from '../../../src/modules/accounts/contract.ts';
