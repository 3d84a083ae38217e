export * from '../../../src/modules/registrations/contract.ts';
