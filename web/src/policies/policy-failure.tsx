/** Owns how a refusal is told here: what lint has against a policy stands under *Apontamentos*, in Portuguese. */
import { ApiProblem } from '../data/problem';
import { Failure } from '../states/failure';
import { usePolicyTexts } from './texts';

export function PolicyFailure({ error }: { readonly error: unknown }) {
  const say = usePolicyTexts();
  if (!(error instanceof ApiProblem) || error.code !== 'PolicyInvalid') return <Failure error={error} />;
  const { status, code, message, details } = error;
  const told = new ApiProblem(status, code, `${message} ${say('seeFindings')}`, { ...details, findings: [] });
  return <Failure error={told} />;
}
