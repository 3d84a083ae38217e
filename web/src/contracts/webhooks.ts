export * from '../../../src/modules/webhooks/contract.ts';
