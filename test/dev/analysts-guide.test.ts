/** Owns that the analysts' pages say what the catalogue says, and that what the guide shows is taken by a policy. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePolicy } from '../../contracts/policy';
import { generatedPages } from '../../dev/analysts-guide/pages';
import { FACT_NAMES } from '../../domain/facts';
import { catalogue } from '../../rules/catalogue';
import { defaultPolicy } from '../../rules/default-policy';
import { lintPolicy } from '../../rules/lint';

const FOLDER = join(__dirname, '../../docs/analistas');
const guide = readFileSync(join(FOLDER, 'README.md'), 'utf8');
const shown = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json) as object);

test.each(Object.entries(generatedPages(catalogue())))('%s is what npm run docs:facts writes', (name, text) => {
  expect(readFileSync(join(FOLDER, name), 'utf8')).toBe(text);
});

test('the pages have every fact, with its meaning, who fills it in and an example', () => {
  const page = readFileSync(join(FOLDER, 'fatos.md'), 'utf8');
  for (const name of FACT_NAMES) expect(page).toContain(`\`${name}\`\n`);
  expect(page.split('Lê-se: *')).toHaveLength(FACT_NAMES.length + 1);
});

test('what the guide writes step by step can be published as it stands', () => {
  const [rule, check, policyTest] = shown;
  expect(check).toMatchObject({ rules: [{ when: rule }] });
  const policy = { ...defaultPolicy(), checks: [check], tests: [policyTest], bands: [], overrides: [] };
  expect(parsePolicy(policy)).toMatchObject({ ok: true });
  expect(lintPolicy(policy).filter(({ severity }) => severity === 'error')).toEqual([]);
});
