import { z } from 'zod';
import { publicIdOfUuid } from '../../../lib/uuid.ts';
import { Problem } from '../../../platform/problem.ts';
import type { TwilioDeps } from '../deps.ts';
import { twilioErrors } from '../errors.ts';
import { findTemplate } from './contents.ts';

/** As the API takes one value of a template. */
const LONGEST_VALUE = 500;
/** What Twilio calls invalid, "21656: The ContentVariables Parameter is invalid". */
const Value = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((value) => value.trim() !== '');
const Variables = z.record(z.string().min(1).max(40), Value);

/** `ContentSid` and `ContentVariables` as our own API takes a template. Values go by number, as with Twilio, or by name. */
export async function templateWish(
  deps: Pick<TwilioDeps, 'templateBooks'>,
  workspaceId: string,
  sid: string,
  variables: string | undefined,
): Promise<{ readonly id: string; readonly variables: Readonly<Record<string, string>> }> {
  const found = await findTemplate(deps, workspaceId, sid);
  if (found === undefined) throw new Problem(twilioErrors.content_unknown, { field: 'ContentSid' });
  const { names } = found;
  const given = readVariables(variables);
  const named = Object.entries(given).map(([key, value]): [string, string] => {
    if (value.length > LONGEST_VALUE)
      throw new Problem(twilioErrors.content_variable_too_long, { field: 'ContentVariables', detail: key });
    return [names.includes(key) ? key : (names[Number(key) - 1] ?? key), value];
  });
  return { id: publicIdOfUuid('tpl', found.template.id), variables: Object.fromEntries(named) };
}

function readVariables(text: string | undefined): Readonly<Record<string, string>> {
  if (text === undefined || text === '') return {};
  const read = Variables.safeParse(parsed(text));
  if (!read.success) {
    const key = read.error.issues[0]?.path[0];
    throw new Problem(twilioErrors.content_variables_invalid, {
      field: 'ContentVariables',
      ...(key === undefined ? {} : { detail: String(key) }),
    });
  }
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
