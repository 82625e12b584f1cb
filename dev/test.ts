/** Owns `npm test`: types, lint, servers, build, tests, browser, and the one line that says how it went. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, ROOT } from './build';
import { cacheFolder } from './servers/cache-folder';
import { findProgram } from './servers/find-program';
import { mongodbRecipe, temporalRecipe, timeSkippingRecipe } from './servers/recipes';
import { tallyOfJest } from './test/jest-report';
import {
  closingLines,
  NOTHING,
  ONE_FAILED,
  ONE_PASSED,
  runStep,
  type StepResult,
  type Tally,
  total,
} from './test/step';
import { runNodeTool } from './test/tools';

const say = (line: string): void => console.log(`[servers] ${line}`);

const CHECK_LIMIT_MS = 5 * 60_000;
const TESTS_LIMIT_MS = 45 * 60_000;
const BROWSER_LIMIT_MS = 15 * 60_000;

async function main(jestArgs: readonly string[]): Promise<void> {
  const results: StepResult[] = [];
  results.push(...(await Promise.all([runStep('types', checkTypes), runStep('lint', lint)])));
  const servers = await runStep('servers', obtainServers);
  results.push(servers, await runStep('build', buildAll));
  if (servers.failed === 0) {
    results.push(await runStep('tests', () => runTests('jest.config.cjs', TESTS_LIMIT_MS, jestArgs)));
    // Who names some suites wants those alone; of the browser's, `npm run browser -- NAME` does.
    const isWhole = jestArgs.length === 0;
    if (isWhole) results.push(await runStep('browser', () => runTests('jest.browser.config.cjs', BROWSER_LIMIT_MS)));
  }
  console.log(closingLines(results).join('\n'));
  process.exitCode = total(results).failed === 0 ? 0 : 1;
}

/** The pages have projects of their own, one for them and one for their tests: they run in a browser. */
async function checkTypes(): Promise<Tally> {
  const projects = ['.', 'web', 'test/web'];
  let failed = 0;
  for (const project of projects) failed += (await check('typescript/bin/tsc', ['--noEmit', '-p', project])).failed;
  return failed === 0 ? ONE_PASSED : ONE_FAILED;
}

/** Two tools that a person knows as one word: the rules of the code, and its layout. */
async function lint(): Promise<Tally> {
  const rules = await check('eslint/bin/eslint.js', ['.', '--max-warnings', '0']);
  const layout = await check('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']);
  return rules.failed + layout.failed === 0 ? ONE_PASSED : ONE_FAILED;
}

async function check(program: string, args: readonly string[]): Promise<Tally> {
  const code = await runNodeTool({ program, args, limitMs: CHECK_LIMIT_MS, output: 'kept' });
  return code === 0 ? ONE_PASSED : ONE_FAILED;
}

/** Gets what has to be downloaded or built before the first test, side by side; the tests start them themselves. */
async function obtainServers(): Promise<Tally> {
  if (process.env['CRIVO_TEST_SERVERS'] === 'none') return NOTHING;
  const options = { cache: cacheFolder(process.env), env: process.env, say };
  const recipes = [
    ...(process.env['TEMPORAL_ADDRESS'] ? [] : [temporalRecipe]),
    ...(process.env['MONGODB_URI'] ? [] : [mongodbRecipe]),
    timeSkippingRecipe,
  ];
  await Promise.all(recipes.map((recipe) => findProgram(recipe, options)));
  return NOTHING;
}

async function buildAll(): Promise<Tally> {
  await build((line) => console.log(`[build] ${line}`));
  return NOTHING;
}

async function runTests(config: string, limitMs: number, args: readonly string[] = []): Promise<Tally> {
  const folder = join(ROOT, '.crivo', 'test');
  const report = join(folder, `${config}.json`);
  await mkdir(folder, { recursive: true });
  await rm(report, { force: true });
  const code = await runNodeTool({
    program: 'jest/bin/jest.js',
    args: ['--config', config, '--json', `--outputFile=${report}`, ...args],
    limitMs,
    output: 'shown',
  });
  return tallyOfJest(
    await readFile(report, 'utf8')
      .then(parseJson)
      .catch(() => null),
    code,
  );
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

void main(process.argv.slice(2));
