/** Owns the proof that the fences of ARCHITECTURE.md hold, and that what checks them would notice if they didn't. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import fences from '../dev/fences.json';
import lockfile from '../package-lock.json';
import manifest from '../package.json';
import webManifest from '../web/package.json';
import * as workflows from '../workflows';
import { fenceOf, fenceViolations, importsOf, packageOf, targetOf } from './support/source-imports';

const ROOT = join(__dirname, '..');
const OUTSIDE = new Set(['node_modules', 'dist', 'coverage']);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return OUTSIDE.has(entry.name) || entry.name.startsWith('.') ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) ? [relative(ROOT, path)] : [];
  });
}

const files = sources(ROOT).map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));

describe('the fences', () => {
  test('no file imports what its folder may not', () => {
    expect(files.filter(({ name }) => fenceOf(name)).length).toBeGreaterThan(40);
    expect(files.flatMap(({ name, text }) => fenceViolations(name, text))).toEqual([]);
  });

  test.each([
    ['domain/x.ts', "import { z } from 'zod';"],
    ['domain/x.ts', "import { readFile } from 'node:fs/promises';"],
    ['domain/deep/x.ts', "import type { A } from '../../contracts/a';"],
    ['usecases/x.ts', "import { OrderStore } from '../adapters/mongo/order-store';"],
    ['usecases/x.ts', "import { type A, b } from '../adapters/mongo/order-store';"],
    ['workflows/x.ts', "import { createActivities } from '../activities';"],
    ['workflows/x.ts', "export * from '../activities';"],
    ['workflows/x.ts', "const a = await import('../activities');"],
    ['workflows/x.ts', "const a = require('../activities');"],
    ['adapters/temporal/x.ts', "import { orderApproval } from '../../workflows/order-approval';"],
    ['adapters/mongo/x.ts', "import { Client } from '@temporalio/client';"],
    ['adapters/mongo/x.ts', "import { loadConfig } from '../../platform/config';"],
    ['api/routes/x.ts', "import { OrderStore } from '../../adapters/mongo/order-store';"],
    ['worker/x.ts', "import * as workflows from '../workflows';"],
    ['dev/simulators/x.ts', "import type { A } from '../../contracts/a';"],
  ])('in %s, %s is caught', (name, text) => {
    expect(fenceViolations(name, text)).toHaveLength(1);
  });

  test.each([
    ['usecases/x.ts', "import type { OrderStore } from '../adapters/mongo/order-store';"],
    ['usecases/x.ts', "import { type OrderStore } from '../adapters/mongo/order-store';"],
    ['workflows/x.ts', "type A = import('../activities').Activities;"],
    ['adapters/temporal/x.ts', "import { submitUpdate } from '../../workflows/messages';"],
    ['api/main.ts', "import { OrderStore } from '../adapters/mongo/order-store';"],
    ['api/routes/x.ts', "import { problem } from '../problem';"],
    ['worker/x.ts', "import type * as workflows from '../workflows';"],
    ['test/x.test.ts', "import mongoose from 'mongoose';"],
  ])('in %s, %s is allowed', (name, text) => {
    expect(fenceViolations(name, text)).toEqual([]);
  });

  test('each foreign library is used by one folder only', () => {
    const users = new Map<string, Set<string>>();
    for (const { name, text } of files.filter((file) => fenceOf(file.name))) {
      const folder = name
        .split('/')
        .slice(0, name.startsWith('adapters/') ? 2 : 1)
        .join('/');
      for (const { specifier } of importsOf(name, text).filter((found) => !found.typeOnly)) {
        const library = packageOf(targetOf(name, specifier), specifier);
        if (library && !fences.shared.includes(library)) {
          users.set(library, (users.get(library) ?? new Set()).add(folder));
        }
      }
    }
    expect(users.get('mongoose')).toEqual(new Set(['adapters/mongo']));
    expect([...users].filter(([, folders]) => folders.size > 1)).toEqual([]);
  });

  test('what runs in production imports no development dependency', () => {
    const isBuild = (name: string) => name.startsWith('dev/') || name === 'web/vite.config.ts';
    const inProduction = files.filter(({ name }) => fenceOf(name) && !isBuild(name));
    const [servers, pages] = [Object.keys(manifest.dependencies), Object.keys(webManifest.dependencies)];
    const libraries = inProduction.flatMap(({ name, text }) =>
      importsOf(name, text).flatMap(({ specifier, typeOnly }) => {
        const library = typeOnly ? null : packageOf(targetOf(name, specifier), specifier);
        const brought = name.startsWith('web/') ? pages : servers;
        return library && !brought.includes(library) ? [`${name}: ${library}`] : [];
      }),
    );
    expect(libraries).toEqual([]);
  });
});

describe('the code', () => {
  test('workflows/index.ts exports workflow functions and nothing else', () => {
    const exported = Object.entries<unknown>(workflows);
    expect(exported.length).toBeGreaterThan(0);
    const others = exported.filter(
      ([, value]) => typeof value !== 'function' || value.constructor.name !== 'AsyncFunction',
    );
    expect(others.map(([name]) => name)).toEqual([]);
  });

  test('the environment is read in its one place', () => {
    const readers = files.filter(({ name, text }) => readsEnvironment(name, text)).map(({ name }) => name);
    const places = fences.environment;
    expect(readers).toContain('platform/config.ts');
    expect(readers.filter((name) => !places.some((place) => name === place || name.startsWith(`${place}/`)))).toEqual(
      [],
    );
  });

  test.each(['process.env.A', "process['env'].A", 'const { env } = process', "import { env } from 'node:process'"])(
    '%s counts as reading the environment',
    (text) => {
      expect(readsEnvironment('x.ts', text)).toBe(true);
    },
  );

  test('the first line of every file says what it owns', () => {
    expect(files.filter(({ text }) => !text.startsWith('/**')).map(({ name }) => name)).toEqual([]);
  });
});

describe('the lockfile', () => {
  const packages: Readonly<
    Record<string, { readonly version?: string; readonly resolved?: string; readonly link?: boolean }>
  > = lockfile.packages;

  test.each([
    ['mongoose', '9.9.2'],
    ['hono', '4.11.4'],
    ['json-rules-engine', '7.3.1'],
  ])('%s is at %s or above, below which it has known advisories', (name, floor) => {
    const versions = Object.entries(packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(versions.length).toBeGreaterThan(0);
    for (const [, { version }] of versions) expect(compareVersions(version ?? '0', floor)).toBeGreaterThanOrEqual(0);
  });

  test('it names no registry, so that any may serve it', () => {
    // A workspace is a link to its folder here.
    const fetched = Object.entries(packages).filter(([, entry]) => entry.link !== true);
    expect(fetched.filter(([, entry]) => entry.resolved)).toEqual([]);
  });

  test('versions are compared by number', () => {
    expect(compareVersions('9.10.0', '9.9.2')).toBeGreaterThan(0);
    expect(compareVersions('9.9.1', '9.9.2')).toBeLessThan(0);
    expect(compareVersions('9.9.2', '9.9.2')).toBe(0);
  });
});

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10)));
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function readsEnvironment(name: string, text: string): boolean {
  let found = importsOf(name, text).some(({ specifier }) => /^(node:)?process$/.test(specifier));
  const isProcess = (node: ts.Node | undefined): boolean => !!node && ts.isIdentifier(node) && node.text === 'process';
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) found ||= isProcess(node.expression) && node.name.text === 'env';
    if (ts.isElementAccessExpression(node)) {
      found ||= isProcess(node.expression) && /^.env.$/.test(node.argumentExpression.getText());
    }
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) found ||= isProcess(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true));
  return found;
}
