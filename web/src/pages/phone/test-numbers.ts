/** Numbers with which the sandbox channel fails on purpose (src/channels/sandbox/test-numbers.ts). */
export const TEST_NUMBERS = [
  '+628110000001',
  '+628110000002',
  '+628110000003',
  '+628110000004',
  '+628110000005',
] as const;

/** A number that simply works. */
export const EXAMPLE_NUMBER = '+6281234567890';
