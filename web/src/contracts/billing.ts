export * from '../../../src/modules/billing/contract.ts';
