export * from '../../../src/modules/contacts/contract.ts';
