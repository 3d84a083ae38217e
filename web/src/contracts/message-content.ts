export * from '../../../src/lib/message-content.ts';
