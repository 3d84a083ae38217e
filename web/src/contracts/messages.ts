export * from '../../../src/modules/messages/contract.ts';
