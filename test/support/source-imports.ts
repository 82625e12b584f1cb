/** Owns the reading of what a source file imports, by TypeScript's own parser, and the judging of it by the fences. */
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import fences from '../../dev/fences.json';

export interface SourceImport {
  readonly specifier: string;
  /** True when nothing of it is there at run time. */
  readonly typeOnly: boolean;
}

/** Every module a file names: imports, re-exports, `import()`, `require()`, `import('…').Type`. */
export function importsOf(fileName: string, text: string): SourceImport[] {
  const found: SourceImport[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier) found.push({ specifier: specifier.text, typeOnly: isTypeOnly(node) });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2023, true));
  return found;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | null {
  const literal = (candidate: ts.Node | undefined): ts.StringLiteralLike | null =>
    candidate && ts.isStringLiteralLike(candidate) ? candidate : null;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : null;
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (!ts.isCallExpression(node)) return null;
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require') ||
    (ts.isPropertyAccessExpression(node.expression) && node.expression.getText() === 'require.resolve');
  return loads ? literal(node.arguments[0]) : null;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) {
    const named = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : [];
    return node.isTypeOnly || (named.length > 0 && named.every((element) => element.isTypeOnly));
  }
  if (!ts.isImportDeclaration(node)) return false;
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  if (clause.name || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

/** The package's name, or a path from the project's root for a file of ours. */
export function targetOf(fileName: string, specifier: string): string {
  return specifier.startsWith('.') ? relative('.', join(dirname(fileName), specifier)) : specifier;
}

interface Fence {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const FOLDERS: Readonly<Record<string, Fence>> = fences.folders;

/** The most exact fence that holds for a file, `null` where everything may be imported. */
export function fenceOf(fileName: string): { readonly place: string; readonly fence: Fence } | null {
  const places = Object.keys(FOLDERS).filter((place) => fileName === place || fileName.startsWith(`${place}/`));
  const place = places.sort((a, b) => b.length - a.length)[0];
  const fence = place === undefined ? undefined : FOLDERS[place];
  return place === undefined || !fence ? null : { place, fence };
}

/** One sentence for each import of a file that its fence forbids. */
export function fenceViolations(fileName: string, text: string): string[] {
  const found = fenceOf(fileName);
  if (!found) return [];
  const home = fileName.split('/')[0] ?? '';
  return importsOf(fileName, text).flatMap(({ specifier, typeOnly }) => {
    const target = targetOf(fileName, specifier);
    const own = specifier.startsWith('.') && target.startsWith(`${home}/`) && home !== 'dev';
    const allowed = typeOnly ? [...found.fence.values, ...found.fence.types] : found.fence.values;
    if (own || target.startsWith(`${found.place}/`) || allowed.some((name) => covers(name, target))) return [];
    return [`${fileName} may not import ${typeOnly ? 'types' : 'values'} from ${target}`];
  });
}

function covers(name: string, target: string): boolean {
  if (name.endsWith('*')) return target.startsWith(name.slice(0, -1));
  return target === name || target.startsWith(`${name}/`);
}

/** The package a target belongs to; `null` for our own files and for what node brings. */
export function packageOf(target: string, specifier: string): string | null {
  if (specifier.startsWith('.') || target.startsWith('node:')) return null;
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}
