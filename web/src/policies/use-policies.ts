/** Owns what the screens ask the API of policies and their drafts, and what is read anew after a step. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { catalogueView } from '../../../api/views/catalogue-view';
import type { lintFindingView } from '../../../api/views/lint-view';
import type { draftHeadView, draftView, policyChangeView } from '../../../api/views/policy-draft-view';
import type { policyTestsView } from '../../../api/views/policy-tests-view';
import type { publicationView, publishedView } from '../../../api/views/publication-view';
import { call, path, query } from '../data/call';
import { ApiProblem } from '../data/problem';

export type Catalogue = z.output<typeof catalogueView>;
export type Publication = z.output<typeof publicationView>;
export type Published = z.output<typeof publishedView>;
export type DraftHead = z.output<typeof draftHeadView>;
export type LintFinding = z.output<typeof lintFindingView>;
export type TestReport = z.output<typeof policyTestsView>;
export type PolicyChange = z.output<typeof policyChangeView>;
/** A policy as JSON: whatever was typed, with findings or without. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

/** What lint and a policy's own tests say of it; `tests` is `null` for what is no policy yet. */
export interface Assessment {
  readonly lint: readonly LintFinding[];
  readonly tests: TestReport | null;
}
export type Draft = Omit<z.output<typeof draftView>, 'document'> & { readonly document: PolicyDocument };
export type AssessedDraft = Draft & Assessment & { readonly hasShadow: boolean };
export type Version = Publication & { readonly document: PolicyDocument };

/** Where a draft is found. */
export interface DraftPlace {
  readonly policy: string;
  readonly draft: string;
}

/** All that is kept of policies, to be asked for again after a step. */
export const POLICIES_KEY = ['policies'] as const;
const REFRESH_MS = 15_000;

/** The published versions of all policies, the newest of each first, and who and what they speak of. */
export interface Policies {
  readonly policies: readonly Publication[];
  readonly branches: readonly { readonly branch: string; readonly name: string; readonly policy: string }[];
  /** With drafts and no version yet. */
  readonly unpublished: readonly string[];
  readonly userGroups: readonly { readonly userGroup: string; readonly name: string }[];
}

export function usePolicies() {
  return useQuery({
    queryKey: [...POLICIES_KEY, 'versions'],
    queryFn: ({ signal }) => call<Policies>('GET', '/policies', undefined, { signal }),
  });
}

/** Of each policy the version in force. */
export function newestOf(versions: readonly Publication[]): readonly Publication[] {
  const byId = new Map<string, Publication>();
  for (const one of versions) if ((byId.get(one.id)?.version ?? 0) < one.version) byId.set(one.id, one);
  return [...byId.values()];
}

/** One published version with its JSON. */
export function readVersion(policy: string, version: number, signal?: AbortSignal): Promise<Version> {
  return call<Version>(
    'GET',
    path`/policies/${policy}/versions/${String(version)}`,
    undefined,
    signal === undefined ? {} : { signal },
  );
}

/** The same, asked for once it has a number. */
export function useVersion(policy: string, version: number | null) {
  return useQuery({
    queryKey: [...POLICIES_KEY, policy, 'version', version],
    enabled: version !== null && version > 0,
    queryFn: ({ signal }) => readVersion(policy, version ?? 0, signal),
  });
}

/** The drafts of a policy, newest first, without their documents. */
export function useDrafts(policy: string, status: 'open' | 'all' = 'open') {
  return useQuery({
    queryKey: [...POLICIES_KEY, policy, 'drafts', status],
    queryFn: ({ signal }) =>
      call<{ readonly drafts: readonly DraftHead[] }>(
        'GET',
        path`/policies/${policy}/drafts` + query({ status, limit: 100 }),
        undefined,
        { signal },
      ),
    refetchInterval: REFRESH_MS,
  });
}

export const draftKey = (place: DraftPlace | null) => [...POLICIES_KEY, place?.policy, 'draft', place?.draft] as const;

/** A draft with its JSON, and what lint and its tests say of what is saved. What others save or decide comes by itself. */
export function useDraft(place: DraftPlace | null) {
  return useQuery({
    queryKey: draftKey(place),
    enabled: place !== null,
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) =>
      call<AssessedDraft>('GET', draftPath(place ?? { policy: '', draft: '' }), undefined, { signal }),
  });
}

/** Facts, operators, actions and modes with their labels; they are the same while a program runs. */
export function useCatalogue() {
  return useQuery({
    queryKey: ['policy-catalogue'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => call<Catalogue>('GET', '/catalogue', undefined, { signal }),
  });
}

/** Reads everything of policies again, whatever screen shows it. */
export function usePoliciesChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: POLICIES_KEY });
}

/** Where a draft begins: `from` a version, with a `document`, or, with neither, from the version in force. */
export interface NewDraft {
  readonly policy: string;
  readonly from?: number;
  readonly document?: PolicyDocument;
  readonly basedOn?: number;
  readonly name?: string | null;
}

/** Begins a draft. */
export function useBeginDraft() {
  const changed = usePoliciesChanged();
  return useMutation({
    mutationFn: ({ policy, ...body }: NewDraft) => call<AssessedDraft>('POST', path`/policies/${policy}/drafts`, body),
    onSettled: changed,
  });
}

/** `revision` is the one that was read; another one meanwhile is a conflict: see {@link conflictOf}. */
export interface DraftSave extends DraftPlace {
  readonly revision: number;
  readonly document: PolicyDocument;
  readonly basedOn?: number;
  readonly name?: string | null;
}

/** Saves a draft whole, as its next revision: it goes back to editing, and an approval ends. */
export function useSaveDraft() {
  const queries = useQueryClient();
  const changed = usePoliciesChanged();
  return useMutation({
    mutationFn: ({ policy, draft, ...body }: DraftSave) =>
      call<AssessedDraft>('PUT', draftPath({ policy, draft }), body),
    onSuccess: (saved) => {
      queries.setQueryData(draftKey(saved), saved);
      return changed();
    },
  });
}

export type DraftStep = 'submit' | 'approve' | 'return' | 'publish' | 'discard';

/** A step of a draft's life, at the revision that was read. `reason` is of a return alone. */
export interface StepAsked extends DraftPlace {
  readonly step: DraftStep;
  readonly revision: number;
  readonly reason?: string;
}

/** Takes a step. What it answers is the draft, or for `publish` the new version. */
export function useDraftStep() {
  const changed = usePoliciesChanged();
  return useMutation({
    mutationFn: ({ step, revision, reason, ...place }: StepAsked) =>
      step === 'discard'
        ? call<Draft | Published>('DELETE', draftPath(place))
        : call<Draft | Published>('POST', `${draftPath(place)}/${step}`, {
            revision,
            ...(step === 'return' && { reason }),
          }),
    onSettled: changed,
  });
}

/** A new version that says what `to` said. */
export function useRollback() {
  const changed = usePoliciesChanged();
  return useMutation({
    mutationFn: ({ policy, ...body }: { readonly policy: string; readonly to: number; readonly reason: string }) =>
      call<Published>('POST', path`/policies/${policy}/rollback`, body),
    onSettled: changed,
  });
}

/** Lint and tests of a document that is kept nowhere: for what is being typed. */
export function assessDocument(policy: PolicyDocument, signal: AbortSignal): Promise<Assessment> {
  return call<Assessment>('POST', '/policies/lint', { policy }, { signal });
}

export interface Conflict {
  /** Of the draft as it stands by now. */
  readonly revision: number;
  readonly by: string;
  readonly at: string;
  /** Between what was read and what stands there; `null` where the former is not kept any more. */
  readonly changes: readonly PolicyChange[] | null;
}

/** What a save or a step met: the draft had been changed by somebody else. `null` for any other failure. */
export function conflictOf(error: unknown): Conflict | null {
  if (!(error instanceof ApiProblem) || error.code !== 'PolicyDraftConflict') return null;
  const { state } = error.details.body;
  return typeof state === 'object' && state !== null && 'revision' in state ? (state as Conflict) : null;
}

function draftPath({ policy, draft }: DraftPlace): string {
  return path`/policies/${policy}/drafts/${draft}`;
}
