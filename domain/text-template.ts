/** Owns the form of a check's texts: words with facts named in braces, `Utilizado {takenCents} de {limitCents}`. */
import { isFactName, type FactName } from './facts';

/** A piece of a text: words as they are, or the fact whose value stands there. */
export type TemplatePart = { readonly words: string } | { readonly fact: FactName };

/** A text taken apart, or what in it is wrong. There is no escape: a text has no other use for braces. */
export type ParsedTemplate =
  { readonly ok: true; readonly parts: readonly TemplatePart[] } | { readonly ok: false; readonly wrong: string };

/** Takes a text apart; a brace that doesn't enclose the name of a fact is wrong, so that no reader ever sees one. */
export function parseTemplate(template: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  // Splitting on a captured group leaves words at even places and what stood in braces at odd ones.
  for (const [index, piece] of template.split(/\{([^{}]*)\}/).entries()) {
    if (index % 2 === 1) {
      if (!isFactName(piece)) return { ok: false, wrong: `{${piece}} names no fact` };
      parts.push({ fact: piece });
    } else {
      if (/[{}]/.test(piece)) return { ok: false, wrong: 'a brace has no partner' };
      if (piece !== '') parts.push({ words: piece });
    }
  }
  return { ok: true, parts };
}

/** The facts a text names, each once, in order of appearance; none for a text that is wrong. */
export function factsNamedIn(template: string): readonly FactName[] {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return [];
  return [...new Set(parsed.parts.flatMap((part) => ('fact' in part ? [part.fact] : [])))];
}
