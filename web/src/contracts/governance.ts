export * from '../../../src/modules/governance/contract.ts';
