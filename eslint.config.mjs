/** Owns the rules of the code: types used safely, and the one-way fences between folders. Layout is prettier's. */
import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';

/** The same list that `test/architecture.test.ts` checks by resolving every import. */
const fences = JSON.parse(readFileSync(new URL('./dev/fences.json', import.meta.url), 'utf8'));
const TOP_FOLDERS =
  'domain contracts rules usecases workflows activities platform adapters api worker cli web dev bench test'.split(' ');

const escape = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What `import` may name, as one regular expression: a file of the same folder, or a folder or package of the list. */
function allowed(names) {
  const own = ['\\./.*', `(?:\\.\\./)+(?!\\.\\./|(?:${TOP_FOLDERS.join('|')})(?:/|$)).*`];
  const listed = names.map((name) => {
    if (name.endsWith('*')) return `${escape(name.slice(0, -1))}.*`;
    return `${TOP_FOLDERS.includes(name.split('/')[0]) ? '(?:\\.\\./)+' : ''}${escape(name)}(?:/.*)?`;
  });
  return `(?:${[...own, ...listed].join('|')})`;
}

const fenceConfigs = Object.entries(fences.folders).map(([folder, { values, types }]) => ({
  files: folder.endsWith('.ts') ? [folder] : [`${folder}/**/*.{ts,tsx}`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(?!${allowed(values)}$)${allowed(types)}$`,
            allowTypeImports: true,
            message: `${folder} may import only types from here: see dev/fences.json.`,
          },
          {
            regex: `^(?!${allowed([...values, ...types])}$)`,
            message: `${folder} may not import this: see dev/fences.json.`,
          },
        ],
      },
    ],
  },
}));

const NO_CLOCK = 'Pure code is told the time: take it as an argument.';

export default tseslint.config(
  { ignores: ['**/node_modules/**', 'dist/**', 'web/dist/**', 'coverage/**', '.crivo/**'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Fakes and interfaces of the outside answer promises without awaiting.
      '@typescript-eslint/require-await': 'off',
      // Status codes of gRPC and of history events arrive as plain numbers.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    // What matches by shape, like `expect.any(String)`, has the type any.
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: fences.environment.map((place) => (place.endsWith('.ts') ? place : `${place}/**`)),
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read in platform/config.ts.' },
      ],
    },
  },
  {
    files: ['domain/**/*.ts', 'contracts/**/*.ts', 'rules/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: NO_CLOCK },
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: NO_CLOCK },
        { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: NO_CLOCK },
      ],
    },
  },
  ...fenceConfigs,
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { module: 'writable', require: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
