/** The arrows of ARCHITECTURE.md, as rules. "Types only" is oxlint's part: this tool cannot see `import type`. */
const BUSINESS_WRITES = '^db/writes/(?!portal/)';
const API_ROOT = '^api/[^/]+\\.ts$';
/** What pages and routes both do, and the rooms beside it. */
const SHARED_ROOMS = '^api/(actions|forms|files|session|documents|live)/';
const SIDE_ROOMS = '^api/(forms|files|session|documents|live)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-alone',
      comment: 'The guide as data and pure functions: nothing outside itself, no Node, no package.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'workflows-import-domain-and-messages',
      comment: 'activities are allowed here because oxlint holds them to types.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { pathNot: ['^domain/', '^workflows/', '^activities/', '^node_modules/@temporalio/(workflow|common)/'] },
    },
    {
      name: 'messages-import-domain-only',
      comment: 'The API loads messages; they must not pull in the workflow runtime.',
      severity: 'error',
      from: { path: '^workflows/messages/' },
      to: { pathNot: ['^domain/', '^workflows/messages/', '^node_modules/@temporalio/common/'] },
    },
    {
      name: 'api-writes-through-temporal',
      comment: 'What the API writes itself is in db/writes/portal; all else is recorded by activities.',
      severity: 'error',
      from: { path: '^api/' },
      to: {
        path: [BUSINESS_WRITES, '^activities/', '^worker/', '^node_modules/@temporalio/(worker|workflow|activity)/'],
      },
    },
    {
      name: 'api-knows-only-messages',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^workflows/(?!messages/)' },
    },
    {
      name: 'pages-know-no-json',
      comment:
        'A page takes what it shows and does from actions and the rooms beside it, never from the JSON interface.',
      severity: 'error',
      from: { path: '^api/pages/' },
      to: { path: ['^api/json/', API_ROOT] },
    },
    {
      name: 'json-knows-no-pages',
      comment: 'A route of the JSON interface does the same.',
      severity: 'error',
      from: { path: '^api/json/' },
      to: { path: ['^api/pages/', API_ROOT] },
    },
    {
      name: 'actions-know-neither-pages-nor-json',
      comment:
        'What pages and routes both do returns values, and each makes its own answer of them. Only the root of api knows all rooms.',
      severity: 'error',
      from: { path: SHARED_ROOMS },
      to: { path: ['^api/json/', '^api/pages/', API_ROOT] },
    },
    {
      name: 'actions-import-rules-reads-and-messages',
      comment:
        'Besides the rows that the portal writes itself. Tables of the database and templates are not among them.',
      severity: 'error',
      from: { path: '^api/actions/' },
      to: {
        pathNot: [
          '^api/actions/',
          SIDE_ROOMS,
          '^domain/',
          '^db/(reads|writes/portal|driver)/',
          '^db/(client|channels)\\.ts$',
          '^way\\.ts$',
          '^workflows/messages/',
          '^node_modules/',
        ],
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'only-actions-send-commands',
      comment: 'A command is sent to its workflow in one place. A page may name an execution, to link to it.',
      severity: 'error',
      from: { path: '^api/', pathNot: '^api/actions/' },
      to: { path: '^workflows/messages/send\\.ts$' },
    },
    {
      name: 'job-processes-know-nothing',
      comment: 'What runs a program of ours in a child process knows no program.',
      severity: 'error',
      from: { path: '^job-process/' },
      to: { pathNot: ['^job-process/', '^node_modules/'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'the-reader-reads',
      comment: 'What is found in a file is ruled by domain; the portal starts its programs by their address.',
      severity: 'error',
      from: { path: '^reader/' },
      to: {
        path: [
          '^(api|activities|templates)/',
          '^workflows/(?!messages/)',
          '^worker/(?!failures\\.ts)',
          '^db/writes/(?!reading\\.ts)',
        ],
      },
    },
    {
      name: 'activities-touch-the-world',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: ['^api/', '^worker/', '^workflows/(?!messages/)', '^node_modules/@temporalio/(worker|workflow)/'] },
    },
    {
      name: 'db-knows-domain',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: ['^api/', '^activities/', '^worker/', '^workflows/', '^templates/'] },
    },
    {
      name: 'nothing-imports-a-main',
      severity: 'error',
      from: {},
      to: { path: '^(api|worker|reader)/main\\.ts$' },
    },
    {
      name: 'nothing-imports-scripts-or-tests',
      severity: 'error',
      from: { pathNot: '^(scripts|test|bench)/' },
      to: { path: '^(scripts|test|bench)/' },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'no-dev-packages-in-production',
      severity: 'error',
      from: { path: '^(domain|workflows|activities|worker|db|api|job-process|reader)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },
    { name: 'no-broken-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|dist|\\.data|templates/islands)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
