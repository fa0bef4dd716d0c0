/** Which room may look into which: imports only point down (docs/architecture.md). Run by `npm test`. */
const only = (room, ...allowed) => ({
  name: `${room} sees only ${[room, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: '^[a-z]+/.*\\.tsx?$', pathNot: [`^(${[room, ...allowed].join('|')})/`, 'node_modules'] },
});

export default {
  forbidden: [
    {
      name: 'no circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'the domain imports nothing outside itself',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'workflows run in a sandbox: domain and the workflow library only',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { pathNot: ['^(workflows|domain)/', '^node_modules/@temporalio/(workflow|common)/'] },
    },
    only('words', 'domain'),
    only('ledger', 'domain'),
    only('documents', 'domain', 'words'),
    only('mail', 'domain', 'words'),
    only('client', 'domain', 'workflows'),
    only('activities', 'domain', 'workflows', 'ledger', 'documents', 'mail', 'client', 'words'),
    only('worker', 'workflows', 'activities'),
    only('rehearsal', 'domain', 'workflows', 'words', 'ledger', 'mail', 'client', 'activities'),
    only('web', 'domain', 'workflows', 'words', 'ledger', 'documents', 'mail', 'client'),
    {
      name: 'nobody imports tests or benches',
      severity: 'error',
      from: { pathNot: '^(tests|bench)/' },
      to: { path: '^(tests|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.tmp)/' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
