/** Owns how the answer to a paid query is read: every form of it, and what is told of what can't be read. */
import type { BlockFinding, RestrictionKind } from '../../domain/bureau-report';
import type { BureauQuery, ReportFindings } from '../../domain/credit-bureau';
import { answeredDocument } from './answered-document';
import { instantOf } from '../bureau/provider-dates';
import { at, chequesFinding, findingOf, isObject, isTrue, type Json } from './report-blocks';
import { judgementOf } from './report-judgement';

export type ReadReport =
  | { readonly kind: 'read'; readonly findings: ReportFindings }
  | { readonly kind: 'anotherDocument' }
  | { readonly kind: 'unreadable' };

const MOST_BLOCKS = 200;

/** `body` is parsed JSON. `now` dates what was bought just now and has no date. Never throws for what Deps writes. */
export function readReport(body: unknown, query: BureauQuery, now: Date): ReadReport {
  const envelope: unknown = Array.isArray(body) && body.length === 1 ? body[0] : body;
  const mix = at(envelope, 'mix');
  if (!isObject(mix)) return { kind: 'unreadable' };
  if (answeredDocument(mix, query) === 'another') return { kind: 'anotherDocument' };
  return { kind: 'read', findings: findingsOf(mix, query, now) };
}

function findingsOf(mix: Json, { reuse }: BureauQuery, now: Date): ReportFindings {
  const isFailed = failedNames(mix);
  const restrictions = restrictionsOf(mix, isFailed);
  const { notes, hasUnreadable, ...judgement } = judgementOf(mix, isFailed);
  const providerAt = instantOf(at(mix, 'dataConsulta'));
  const isPartial =
    isIncomplete(mix) ||
    hasUnreadable ||
    Object.values(restrictions).some(({ state }) => state === 'failed') ||
    !hasAnswer(mix) ||
    (providerAt === null && reuse);
  const undated = providerAt === null ? ['A Deps não informou a data da consulta.'] : [];
  return {
    status: isPartial ? 'partial' : 'ok',
    providerAt: providerAt ?? now.toISOString(),
    restrictions,
    ...judgement,
    providerReference: referenceOf(at(mix, 'historicoConsultaId')),
    charged: reuse ? 'unknown' : 'yes',
    notes: [...notes, ...undated],
  };
}

function restrictionsOf(mix: Json, isFailed: (name: string) => boolean): Record<RestrictionKind, BlockFinding> {
  const block = (name: string): BlockFinding => findingOf(at(mix, name), isFailed(name));
  return {
    debts: block('pendenciasRestricoes'),
    protests: block('protestos'),
    cheques: chequesFinding(at(mix, 'restricoesCheques'), isFailed),
    lawsuits: block('acoesJudiciais'),
    bankruptcy: block('falenciasRecuperacaoJudicial'),
  };
}

/** Whether a block is named in `blocosComErros`, however it is written there, with or without who holds it. */
function failedNames(mix: Json): (name: string) => boolean {
  const told = at(mix, 'blocosComErros');
  const list: readonly unknown[] = Array.isArray(told) ? told : typeof told === 'string' ? told.split(/[,;]/) : [];
  const names = new Set(list.slice(0, MOST_BLOCKS).map((name) => plainName(String(name))));
  return (name) => names.has(plainName(name));
}

function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-z0-9]/gi, '')
    .toLowerCase();
}

/** By its own word, by a list of errors that isn't empty, or by any block that says it failed. */
function isIncomplete(mix: Json): boolean {
  const isPartial = at(mix, 'isParcial');
  const errors = at(mix, 'blocosComErros');
  const hasErrors = Array.isArray(errors) || typeof errors === 'string' ? errors.length > 0 : isTold(errors);
  if (hasErrors || (isTold(isPartial) && !isNo(isPartial))) return true;
  const cheques = at(mix, 'restricoesCheques');
  const blocks = [...Object.values(mix), ...(isObject(cheques) ? Object.values(cheques) : [])];
  return blocks.slice(0, MOST_BLOCKS).some((block) => isTold(at(block, 'success')) && !isTrue(at(block, 'success')));
}

function referenceOf(told: unknown): string | null {
  if (typeof told !== 'string' && typeof told !== 'number') return null;
  const text = String(told).trim();
  return /^[\x21-\x7e]{1,200}$/.test(text) ? text : null;
}

function isTold(value: unknown): boolean {
  return value !== null && value !== undefined;
}
function isNo(value: unknown): boolean {
  return value === false || (typeof value === 'string' && value.toLowerCase() === 'false');
}

/** Something was searched at all. */
function hasAnswer(mix: Json): boolean {
  const cheques = at(mix, 'restricoesCheques');
  const blocks = [...Object.values(mix), ...(isObject(cheques) ? Object.values(cheques) : [])];
  return blocks.slice(0, MOST_BLOCKS).some((block) => isTrue(at(block, 'success')));
}
