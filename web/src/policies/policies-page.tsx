/** Owns the screen *Políticas*: all policies, one with its drafts and versions, or the editor of one of them. */
import '../form-styles';
import { Center, Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useParams } from 'wouter';
import { useShellTexts } from '../shell/texts';
import { PolicyHome } from './policy-home';
import { PolicyList } from './policy-list';
import './policies.css';

// CodeMirror and the form of rules come with the first policy that is opened.
const EditorPage = lazy(() => import('./editor-page'));

export default function PoliciesPage() {
  const say = useShellTexts();
  const { policy, side } = useParams<{ policy?: string; side?: string }>();
  if (policy === undefined) return <PolicyList />;
  if (side === undefined) return <PolicyHome key={policy} policy={policy} />;
  const waiting = (
    <Center mih="50vh">
      <Loader aria-label={say('loading')} />
    </Center>
  );
  return (
    <Suspense fallback={waiting}>
      <EditorPage key={`${policy}/${side}`} policy={policy} side={side} />
    </Suspense>
  );
}
