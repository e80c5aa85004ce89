/** The arrows of ARCHITECTURE.md, as rules. "Types only" is oxlint's part: this tool cannot see `import type`. */
const BUSINESS_WRITES = '^db/writes/(?!portal/)';

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
      to: { path: '^(api|worker)/main\\.ts$' },
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
      from: { path: '^(domain|workflows|activities|worker|db|api)/' },
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
