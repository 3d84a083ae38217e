import { describeConfiguration } from '../../src/config/index.ts';

/** The text of docs/configuration.md. */
export function generateConfigurationDoc(): string {
  const rows = describeConfiguration().map(
    ({ name, description, values, default: fallback, unset, secret }) => {
      const otherwise = fallback === undefined ? (unset ?? '') : `\`${fallback}\``;
      return `| \`${name}\` | ${description}${secret === true ? ' Printed as `***`.' : ''} | ${values} | ${otherwise} |`;
    },
  );
  return `<!-- Generated from src/config/schema.ts by \`npm run generate\`. -->
# Configuration

Titian needs no configuration to start. It reads these environment variables, and only these; a malformed
value, or a name beginning with \`TITIAN_\` that is not in this list, stops the start and all faults are
listed at once. A variable set to nothing counts as not set.

| variable | meaning | values | default |
|---|---|---|---|
${rows.join('\n')}

For tests: \`TEST_DATABASE_URL\` names a PostgreSQL server (a user who may create databases and roles) on which
\`npm test\` runs the database tests once more, and \`CHROMIUM_PATH\` an installed Chromium to use.
`;
}
