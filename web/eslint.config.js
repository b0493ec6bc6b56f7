import js from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// Every word a person can read comes from the catalogue src/i18n, so that it can be translated.
const words = [
  { selector: 'JSXText[value=/\\p{L}{2,}/u]', message: 'Take the words from the catalogue in src/i18n.' },
  {
    selector:
      'JSXElement > JSXExpressionContainer > :matches(Literal[value=/\\p{L}{2,}/u], TemplateLiteral:has(TemplateElement[value.raw=/\\p{L}{2,}/u]))',
    message: 'Take the words from the catalogue in src/i18n.',
  },
  {
    selector:
      'JSXAttribute[name.name=/^(title|alt|placeholder|label|hint|aria-(label|description|valuetext|roledescription))$/] > Literal[value=/\\p{L}{2,}/u]',
    message: 'Take the words from the catalogue in src/i18n.',
  },
]

const never = (regex, message) => ({ 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] })

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts', 'test-results', 'playwright-report'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  hooks.configs.flat['recommended-latest'],
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['public/**'],
    languageOptions: {
      sourceType: 'script',
      globals: { localStorage: 'readonly', matchMedia: 'readonly', document: 'readonly' },
    },
  },
  { files: ['dev/**'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  { files: ['src/**/*.tsx'], rules: { 'no-restricted-syntax': ['error', ...words] } },
  // ui, api, i18n -> questions -> features -> app
  {
    files: ['src/{ui,api,i18n}/**/*.{ts,tsx}'],
    rules: never('(questions|features|app)/', 'ui, api and i18n know nothing of what is built on them.'),
  },
  { files: ['src/questions/**/*.{ts,tsx}'], rules: never('(features|app)/', 'A question kind knows nothing of the pages.') },
  {
    files: ['src/features/*/*.{ts,tsx}'],
    rules: never('^\\.\\./(?!\\.\\./)|features/|/app/', 'Features do not import each other, nor the app.'),
  },
)
