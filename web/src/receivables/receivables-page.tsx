/** Owns the screen *Contas a receber*: one branch, or all of them with where each stands. */
import '../form-styles';
import { MessagePage } from '../states/message-page';
import { useSession } from '../data/session';
import { useBranchChoice } from '../shell/branch-choice';
import { BranchList } from './branch-list';
import { BranchSync } from './branch-sync';
import { useReceivablesTexts } from './texts';
import './receivables.css';

export default function ReceivablesPage() {
  const say = useReceivablesTexts();
  const { branches } = useSession();
  const { branch } = useBranchChoice();
  const [only] = branches;
  if (only === undefined) return <MessagePage title={say('branches')} text={say('noBranches')} />;
  const shown = branch ?? (branches.length === 1 ? only.branch : null);
  return shown === null ? <BranchList /> : <BranchSync key={shown} branch={shown} />;
}
