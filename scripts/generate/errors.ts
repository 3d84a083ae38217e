import type { ErrorCode } from '../../src/platform/problem.ts';

/** The text of docs/errors.md: grouped by area, in the order of the code. */
export function generateErrorsDoc(errors: readonly ErrorCode[]): string {
  const areas = [...new Set(errors.map(areaOf))];
  const sections = areas.map((area) => sectionOf(area, errors));
  return `<!-- Generated from the errors.ts files by \`npm run generate\`. -->
# Errors

Every refusal is an \`application/problem+json\` document (RFC 9457). \`code\` is stable: programs may rely on it,
texts may change. \`type\` leads to the section of this page, \`field\` names the input at fault as you wrote it,
\`remedy\` says what to do, and \`errors\` lists further faults of the same request. Texts come in Indonesian when
the request says \`Accept-Language: id\`, in English otherwise. Quote \`requestId\` when you ask for help.

*Retry* means that the same request may succeed later: wait for the seconds in \`Retry-After\` where there are
some, and send the same \`Idempotency-Key\`.

${areas.map((area) => `- [${area}](#${area})`).join('\n')}

${sections.join('\n')}`;
}

const areaOf = ({ code }: ErrorCode): string => code.split('.')[0] ?? '';

/** As in the \`type\` of a problem: \`messages.recipient_invalid\` → \`messages-recipient_invalid\`. */
export const anchorOf = ({ code }: ErrorCode): string => code.replace('.', '-');

function sectionOf(area: string, errors: readonly ErrorCode[]): string {
  const entries = errors.filter((error) => areaOf(error) === area).map(entryOf);
  return `## ${area}\n\n${entries.join('\n')}`;
}

const entryOf = (error: ErrorCode): string => `### <a id="${anchorOf(error)}"></a>\`${error.code}\`

HTTP ${error.status} · ${error.retry ? 'retry' : 'do not retry'}

- en: **${error.title.en}.** ${error.remedy.en}
- id: **${error.title.id}.** ${error.remedy.id}
`;
