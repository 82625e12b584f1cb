/** Owns the editor as a page: a draft that is written, or a version that is only looked at. */
import '../form-styles';
import { Skeleton, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { hasDraftEnded } from '../../../domain/policy-draft';
import { useMay } from '../data/session';
import { Failure } from '../states/failure';
import { indexOf } from './catalogue-index';
import { DraftHeader, VersionHeader } from './editor-header';
import type { Places } from './parts/part';
import { typedFrom } from './typed-document';
import { useEditor } from './use-editor';
import {
  useCatalogue,
  useDraft,
  usePolicies,
  useVersion,
  type AssessedDraft,
  type Catalogue,
  type Version,
} from './use-policies';
import { Workbench } from './workbench';

interface EditorPageProps {
  readonly policy: string;
  /** The id of a draft, or the number of a version. */
  readonly side: string;
}

export default function EditorPage({ policy, side }: EditorPageProps) {
  const isVersion = /^\d+$/.test(side);
  const draft = useDraft(isVersion ? null : { policy, draft: side });
  const version = useVersion(policy, isVersion ? Number(side) : null);
  const catalogue = useCatalogue();
  const policies = usePolicies();
  const failed = [isVersion ? version : draft, catalogue, policies].find(
    ({ error, data }) => error !== null && data === undefined,
  );
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  const latest = policies.data?.policies.find(({ id }) => id === policy)?.version;
  if (catalogue.data === undefined || policies.data === undefined) return <Waiting />;
  const branches = policies.data.branches.filter((one) => one.policy === policy);
  const places = { branches: policies.data.branches, userGroups: policies.data.userGroups };
  const known = { catalogue: catalogue.data, latest: latest ?? 0, branches, places };
  if (draft.data) return <DraftEditor draft={draft.data} {...known} />;
  return version.data ? <VersionViewer version={version.data} {...known} /> : <Waiting />;
}

export interface Known {
  readonly catalogue: Catalogue;
  /** The version in force; 0 where there is none yet. */
  readonly latest: number;
  /** Those that the policy judges, and that the person sees. */
  readonly branches: readonly { readonly branch: string; readonly name: string }[];
  readonly places: Places;
}

function DraftEditor({ draft, ...known }: Known & { readonly draft: AssessedDraft }) {
  const may = useMay();
  const editor = useEditor(draft);
  const index = useMemo(() => indexOf(known.catalogue), [known.catalogue]);
  const mayWrite = may('policies:write') && !hasDraftEnded(draft.status);
  return (
    <div className="policy-editor">
      <DraftHeader {...{ draft, editor, mayWrite }} latest={known.latest} branches={known.branches} />
      <Workbench
        policy={draft.policy}
        typed={editor.typed}
        side={draft.draft}
        revision={editor.revision}
        isSaved={!editor.isDirty}
        onText={mayWrite ? editor.setText : null}
        onEdit={mayWrite ? editor.edit : null}
        index={index}
        {...known}
      />
    </div>
  );
}

function VersionViewer({ version, ...known }: Known & { readonly version: Version }) {
  const typed = useMemo(() => typedFrom(version.document), [version.document]);
  const index = useMemo(() => indexOf(known.catalogue), [known.catalogue]);
  return (
    <div className="policy-editor">
      <VersionHeader version={version} latest={known.latest} />
      <Workbench
        policy={version.id}
        typed={typed}
        side={version.version}
        revision={null}
        isSaved
        onText={null}
        onEdit={null}
        index={index}
        {...known}
      />
    </div>
  );
}

function Waiting() {
  return (
    <Stack p="md">
      <Skeleton height={40} />
      <Skeleton height={420} />
    </Stack>
  );
}
