import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What each folder may import: the way of the data (contract ← libraries ← processes). */
const LIBRARIES = ['data', 'elastic', 'recommender'];
const PROCESSES = ['jobs', 'api', 'web'];
const FORBIDDEN = {
  contract: [...LIBRARIES, ...PROCESSES],
  data: ['elastic', 'recommender', ...PROCESSES],
  elastic: ['data', 'recommender', ...PROCESSES],
  recommender: ['data', 'elastic', ...PROCESSES],
  jobs: ['api', 'web'],
  api: ['jobs', 'web'],
  web: [...LIBRARIES, 'jobs', 'api'],
};

/** Each technology is imported in one place only. */
const OWNER = {
  '@elastic/elasticsearch': ['elastic'],
  typeorm: ['data'],
  pg: ['data'],
  'pg-copy-streams': ['data'],
  '@huggingface/transformers': ['recommender'],
  'ml-matrix': ['recommender'],
  react: ['web'],
  '@nestjs/common': ['api'],
};

const boundaries = Object.entries(FORBIDDEN).map(([folder, names]) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...names.map((name) => ({
            group: [`@marquee/${name}`, `@marquee/${name}/*`, `**/../${name}/**`],
            message: `${folder}/ may not import ${name}/ (see the table of folders in the README).`,
          })),
          ...Object.entries(OWNER)
            .filter(([, owners]) => !owners.includes(folder))
            .map(([name, owners]) => ({
              group: [name, `${name}/*`],
              message: `${name} is imported in ${owners.join(', ')}/ only.`,
            })),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '**/dist/**',
      '**/build/**',
      '**/.react-router/**',
      '.marquee*/**',
      '**/*.generated.*',
      'recommender/kernel/**',
    ],
  },
  { files: ['**/*.{ts,tsx,js,mjs}'], extends: [tseslint.configs.base] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  // Nest reads constructor types at run time: `import type` would erase what it injects.
  { files: ['api/**/*.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|todo)$/]',
          message: 'A test that is focused or switched off hides what it should show.',
        },
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
        // Pages are rendered by two libraries (docs/decisions/0013-preact-in-the-browser.md).
        {
          selector:
            'JSXElement[openingElement.name.name=/^(title|meta|link)$/]:not(JSXElement[openingElement.name.name=/^(Head|head|svg)$/] *)',
          message: 'What belongs in the head of a page stands in <Head>.',
        },
        {
          selector: 'ImportSpecifier[imported.name=/^(useId|useActionState|useFormStatus)$/]',
          message: 'The server and the browser number ids differently; form state comes from the router.',
        },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: [
      'contract/src/environment.ts',
      'scripts/**',
      '**/embedded/src/**',
      '**/*.config.ts',
      '**/*.e2e.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'The environment is parsed once, in contract/src/environment.ts.',
        },
      ],
    },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  ...boundaries,
);
