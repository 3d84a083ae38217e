/**
 * Who may import whom. ARCHITECTURE.md explains it; a new edge needs an ADR.
 * `scripts/check/imports.ts` runs this and also fails when a file was not looked at.
 */

/** Module → modules it may call, through their `index.ts` (and, from a contract, their `contract.ts`). */
const EDGES = {
  accounts: [],
  analytics: [],
  webhooks: ['accounts'],
  files: ['accounts'],
  routing: ['accounts'],
  governance: ['accounts'],
  registrations: ['accounts', 'routing'],
  templates: ['accounts', 'routing'],
  billing: ['accounts'],
  contacts: ['accounts', 'governance'],
  knowledge: ['accounts', 'governance'],
  messages: ['accounts', 'routing', 'contacts', 'governance', 'billing'],
  twilio: ['accounts', 'messages', 'routing', 'webhooks', 'verify', 'files', 'templates'],
  verify: ['accounts', 'messages', 'governance'],
  documents: ['accounts', 'governance'],
  campaigns: ['accounts', 'messages', 'contacts', 'governance'],
  conversations: ['accounts', 'messages', 'contacts', 'governance'],
  flows: [
    'accounts',
    'messages',
    'contacts',
    'conversations',
    'verify',
    'knowledge',
    'documents',
    'governance',
  ],
  workforce: ['accounts', 'analytics'],
};

const TEST = '[.]test[.]tsx?$';
/** Node built-ins that reach outside the process. Types of them are harmless. */
const OUTSIDE =
  '^(node:)?(fs|net|tls|http|https|http2|dns|dgram|child_process|worker_threads|cluster|os|process|readline|repl)(/|$)';

const error = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const edgeRules = Object.entries(EDGES).map(([module, allowed]) =>
  error(
    `edge-${module}`,
    `${module} may call: ${allowed.join(', ') || 'no other module'}`,
    { path: `^src/modules/${module}/`, pathNot: TEST },
    { path: '^src/modules/', pathNot: `^src/modules/(${[module, ...allowed].join('|')})/` },
  ),
);

module.exports = {
  forbidden: [
    error(
      'no-cycles',
      'Files that import each other cannot be read one after the other.',
      {},
      { circular: true },
    ),
    error(
      'no-orphans',
      'Nothing imports this file and it imports nothing: delete it or use it.',
      { orphan: true, path: '^(src|web/src)/', pathNot: [TEST, '(^|/)(index|contract)[.]ts$', '[.]d[.]ts$'] },
      {},
    ),
    error('no-unresolved', 'An import that leads nowhere.', {}, { couldNotResolve: true, pathNot: '[?]' }),
    error(
      'product-without-tests',
      'The product does not import tests, simulators, benches or scripts.',
      { path: '^(src|web/src)/', pathNot: TEST },
      { path: ['^(testing|bench|e2e|scripts)/', TEST] },
    ),
    error(
      'product-without-development-packages',
      'The product imports only what is installed with it.',
      { path: '^src/', pathNot: TEST },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    ),

    error(
      'lib',
      'lib is pure: it imports lib and npm packages only.',
      { path: '^src/lib/', pathNot: TEST },
      {
        path: '^(src|web|testing)/',
        pathNot: '^src/lib/',
      },
    ),
    error(
      'lib-does-no-io',
      'lib reaches nothing outside the process.',
      { path: '^src/lib/', pathNot: TEST },
      {
        path: OUTSIDE,
        dependencyTypes: ['core'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    error(
      'config',
      'config imports lib only.',
      { path: '^src/config/', pathNot: TEST },
      {
        path: '^src/',
        pathNot: '^src/(config|lib)/',
      },
    ),
    error(
      'config-is-handed-in',
      'Only apps read the configuration; everything else is given what it needs.',
      { path: '^src/', pathNot: ['^src/(apps|config)/', TEST] },
      { path: '^src/config/' },
    ),
    error(
      'platform',
      'platform knows no domain.',
      { path: '^src/platform/', pathNot: TEST },
      {
        path: '^(src|web)/',
        pathNot: '^src/(platform|lib)/',
      },
    ),

    error(
      'one-way-out',
      'Every address that somebody else names goes through the guard in platform/http-client.',
      { path: '^src/', pathNot: ['^src/platform/http-client/', TEST] },
      { path: '(^|/)node_modules/(undici|axios|got|node-fetch|superagent|ky)(/|$)' },
    ),
    error(
      'sockets-in-few-files',
      'platform/connect opens sockets, behind the guard; past it only those to PostgreSQL, the bundled one and the search for a free port.',
      {
        path: '^src/platform/',
        pathNot: [
          '^src/platform/(http-client|embedded-postgres)/',
          '^src/platform/(connect|free-port|tick-socket)[.]ts$',
          TEST,
        ],
      },
      {
        path: '^(node:)?(net|tls|http|https|http2|dns|dgram)(/|$)',
        dependencyTypes: ['core'],
        dependencyTypesNot: ['type-only'],
      },
    ),

    error(
      'channels',
      'Adapters see the contract, channels/shared and lib.',
      { path: '^src/channels/', pathNot: TEST },
      { path: '^(src|web)/', pathNot: '^src/(channels|lib)/' },
    ),
    error(
      'channels-are-strangers',
      'An adapter does not know another adapter.',
      { path: '^src/channels/([^/]+)/', pathNot: [TEST, '^src/channels/shared/'] },
      { path: '^src/channels/', pathNot: '^src/channels/($1/|shared/|channel[.]ts$)' },
    ),
    error(
      'channels-shared',
      'What adapters share knows none of them.',
      { path: '^src/channels/(shared/|channel[.]ts$)', pathNot: TEST },
      { path: '^src/channels/', pathNot: '^src/channels/(shared/|channel[.]ts$)' },
    ),
    error(
      'channels-do-no-io',
      'Everything an adapter may use of the outside world arrives in ChannelDeps.',
      { path: '^src/channels/', pathNot: TEST },
      { path: OUTSIDE, dependencyTypes: ['core'], dependencyTypesNot: ['type-only'] },
    ),

    error(
      'modules',
      'Modules stand on platform and lib; of channels they know the contract.',
      { path: '^src/modules/', pathNot: TEST },
      { path: '^(src|web)/', pathNot: '^src/(modules|platform|lib)/|^src/channels/channel[.]ts$' },
    ),
    error(
      'modules-through-the-door',
      'Another module is reached through its index.ts only.',
      { path: '^src/modules/([^/]+)/', pathNot: '(^|/)contract[.]ts$' },
      { path: '^src/modules/', pathNot: '^src/modules/($1/|[^/]+/index[.]ts$)' },
    ),
    error(
      'contracts',
      'The browser reads contracts: they import lib and other contracts only.',
      { path: '^src/modules/[^/]+/contract[.]ts$' },
      { path: '^(src|web)/', pathNot: '^src/lib/|^src/modules/[^/]+/contract[.]ts$' },
    ),
    error(
      'contracts-run-in-browsers',
      'No Node built-in works in a browser.',
      {
        path: '^src/modules/[^/]+/contract[.]ts$',
      },
      { dependencyTypes: ['core'] },
    ),
    ...edgeRules,
    error(
      'edge-unknown-module',
      'This module is not in the table of edges.',
      { path: '^src/modules/', pathNot: `^src/modules/(${Object.keys(EDGES).join('|')})/` },
      { path: '^src/modules/' },
    ),

    error(
      'apps-through-the-door',
      'apps compose modules through their doors.',
      { path: '^src/apps/', pathNot: TEST },
      { path: '^src/modules/', pathNot: '^src/modules/[^/]+/index[.]ts$' },
    ),
    error(
      'apps-know-channels-by-list',
      'apps take channels from the list.',
      { path: '^src/apps/', pathNot: TEST },
      { path: '^src/channels/', pathNot: '^src/channels/(index|channel)[.]ts$' },
    ),
    error(
      'nobody-imports-apps',
      'apps are the top.',
      { path: '^src/', pathNot: ['^src/apps/', TEST] },
      {
        path: '^src/apps/',
      },
    ),
    error(
      'web',
      'The console sees contracts and lib.',
      { path: '^web/' },
      {
        path: '^(src|testing|scripts|bench|e2e)/',
        pathNot: '^src/lib/|^src/modules/[^/]+/contract[.]ts$',
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(web/)?(dist|data|coverage)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
