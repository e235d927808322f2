/** swc only strips the types; everything runs as ES modules. */
const TYPESCRIPT = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } }, module: { type: 'es6' } },
];

/** For what hangs: never for what is slow, on a machine that does much else. */
const TEST_TIMEOUT_MS = 180_000;

/** What runs on Node itself: the product, and its tests by a real browser. */
const node = {
  displayName: 'node',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/component/'],
  setupFiles: ['<rootDir>/test/helpers/silence-functions.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': TYPESCRIPT },
};

/** Components and composables of the app, in jsdom. */
const component = {
  displayName: 'component',
  testEnvironment: 'jsdom',
  // Not the builds for browsers' script tags, which some packages have under `browser`.
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
  testMatch: ['<rootDir>/test/component/**/*.test.ts'],
  moduleFileExtensions: ['ts', 'vue', 'js', 'mjs', 'cjs', 'json'],
  extensionsToTreatAsEsm: ['.ts', '.vue'],
  transform: { '\\.ts$': TYPESCRIPT, '\\.vue$': '<rootDir>/test/helpers/component/vue-transform.ts' },
};

export default {
  projects: [node, component],
  testTimeout: TEST_TIMEOUT_MS,
  // One more than the cores it is meant for: a test of a browser waits half of its time.
  maxWorkers: 3,
};
