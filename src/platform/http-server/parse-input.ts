import { z } from 'zod';
import { NOT_STORABLE_REMEDY, unstorablePath } from '../../lib/storable-text.ts';
import { type FieldFault, Problem } from '../problem.ts';
import { requestErrors } from './errors.ts';

/** `['messages', 3, 'to']` → `messages[3].to` */
export function fieldName(path: readonly PropertyKey[]): string {
  let name = '';
  for (const step of path)
    name += typeof step === 'number' ? `[${step}]` : name === '' ? String(step) : `.${String(step)}`;
  return name;
}

/** Turns zod's issues into faults that name the field and say what is expected. */
export function faultsOf(error: z.ZodError, prefix: readonly PropertyKey[] = []): FieldFault[] {
  return error.issues.flatMap((issue): FieldFault[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: fieldName([...prefix, ...issue.path, key]),
        code: 'unknown_field',
        detail: `There is no field \`${key}\` here. Remove it or correct its spelling.`,
      }));
    }
    return [
      { field: fieldName([...prefix, ...issue.path]) || 'body', code: issue.code, detail: issue.message },
    ];
  });
}

/** Text that no database keeps, wherever it stands: found here, so that no schema can forget it. */
export function textFaultsOf(value: unknown): FieldFault[] {
  const path = unstorablePath(value);
  if (path === undefined) return [];
  return [{ field: fieldName(path) || 'body', code: 'custom', detail: NOT_STORABLE_REMEDY }];
}

/** Parses one part of a request; throws the problem that names every fault. */
export function parseInput<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const parsed = schema.safeParse(value);
  // What is taken as unknown is read by its handler, part by part.
  const isRead = !(schema instanceof z.ZodUnknown);
  const errors = parsed.success ? (isRead ? textFaultsOf(parsed.data) : []) : faultsOf(parsed.error);
  if (parsed.success && errors.length === 0) return parsed.data;
  const first = errors[0];
  throw new Problem(requestErrors.invalid, first ? { field: first.field, detail: first.detail, errors } : {});
}
