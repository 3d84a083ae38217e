import { z } from 'zod';
import { SEPARATORS } from './csv.ts';
import { ENCODINGS } from './encoding.ts';
import type { Dialect } from './table.ts';

const Stored = z.discriminatedUnion('format', [
  z.object({ format: z.literal('xlsx') }),
  z.object({
    format: z.literal('csv'),
    encoding: z.enum(ENCODINGS),
    separator: z.enum(SEPARATORS),
    skip: z.number().int(),
  }),
]);

/** A dialect as it was kept with its import. */
export const readDialect = (stored: unknown): Dialect => Stored.parse(stored);
