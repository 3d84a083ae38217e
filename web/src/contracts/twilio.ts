export * from '../../../src/modules/twilio/contract.ts';
