/** What changes write down: enough to show it, and to undo it exactly. Stored as JSON in contacts.change. */
import { z } from 'zod';
import { FieldValue, FieldValues, IdentityKind } from '../contract.ts';

const Values = z.object({
  name: z.string().nullable(),
  language: z.string().nullable(),
  note: z.string(),
  fields: FieldValues,
  /** UUIDs */
  tags: z.array(z.string()),
});
/** What somebody wrote about a contact. */
export type Values = z.infer<typeof Values>;

export const ChangeData = z.object({
  others: z.array(z.object({ id: z.string(), name: z.string().nullable() })).default([]),
  /** Internal ids of identity, former and new owner. */
  identities: z
    .array(
      z.object({
        id: z.string(),
        kind: IdentityKind,
        address: z.string(),
        from: z.string().nullable(),
        to: z.string().nullable(),
      }),
    )
    .default([]),
  edits: z
    .array(z.object({ what: z.string(), before: FieldValue.nullable(), after: FieldValue.nullable() }))
    .default([]),
  /** Of a merge: the values of the contact that stays, before and after. */
  before: Values.optional(),
  after: Values.optional(),
  /** Of an undo: the change that it took back. */
  undoes: z.string().optional(),
  reason: z.string().optional(),
});
export type ChangeData = z.infer<typeof ChangeData>;

/** A change with no data left: its contact was erased. */
export const readChangeData = (data: unknown): ChangeData => ChangeData.parse(data);
