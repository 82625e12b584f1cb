/** Owns what a trial came to: the outcome, each check with every comparison, and the smallest change that turns it. */
import { Text, Title } from '@mantine/core';
import { StateBadge, StateIcon, type StateName } from '../signs/state-sign';
import type { CatalogueIndex } from './catalogue-index';
import { usePolicyTexts } from './texts';
import type { Simulation } from './use-simulation';

interface SimulationResultProps {
  readonly simulation: Simulation;
  readonly index: CatalogueIndex;
}

const OUTCOME_STATES: Readonly<Record<string, StateName>> = {
  clear: 'clear',
  indicated: 'restricted',
  undetermined: 'unknown',
  blocked: 'blocked',
};

export function SimulationResult({ simulation, index }: SimulationResultProps) {
  const say = usePolicyTexts();
  const { judgement, explained, turns } = simulation;
  const label = index.outcomes.find(({ name }) => name === judgement.outcome)?.label ?? judgement.outcome;
  const speaking = explained.filter(({ result }) => result !== 'noHit');
  const quiet = explained.filter(({ result }) => result === 'noHit');
  return (
    <section aria-label={say('simulationResult')}>
      <Title order={3} mb="xs">
        {say('simulationResult')}: <StateBadge state={OUTCOME_STATES[judgement.outcome] ?? 'unknown'} label={label} />
      </Title>
      {turns.outcome.length > 0 && <Turns title={say('turnsOutcome')} turns={turns.outcome} />}
      {speaking.length === 0 && <Text size="sm">{say('nothingFires')}</Text>}
      {speaking.map((check) => (
        <ExplainedCheck key={check.check} check={check} turns={turns.checks[check.check] ?? []} />
      ))}
      {quiet.length > 0 && (
        <details>
          <summary>{say('quietChecks', { count: quiet.length })}</summary>
          {quiet.map((check) => (
            <ExplainedCheck key={check.check} check={check} turns={[]} />
          ))}
        </details>
      )}
    </section>
  );
}

type Explained = Simulation['explained'][number];
type Turn = Simulation['turns']['outcome'][number];

function ExplainedCheck({ check, turns }: { readonly check: Explained; readonly turns: readonly Turn[] }) {
  const say = usePolicyTexts();
  const [state, word] =
    check.result === 'hit'
      ? ([OUTCOME_STATES[check.outcome] ?? 'unknown', 'fired'] as const)
      : check.result === 'noHit'
        ? (['clear', 'notFired'] as const)
        : (['unknown', 'notKnown'] as const);
  return (
    <div className="explained-check">
      <div className="explained-head">
        <StateIcon state={state} label={say(word)} />
        <Text size="sm" fw={600}>
          {check.name}: {say(word)}
        </Text>
      </div>
      <ul className="finding-lines">
        {check.rules.flatMap(({ rule, conditions }) =>
          conditions.map(({ text, result }, position) => (
            <li key={`${rule} ${position} ${text}`} data-result={result}>
              {text}
            </li>
          )),
        )}
      </ul>
      {turns.length > 0 && <Turns title={say('turnsCheck')} turns={turns} />}
    </div>
  );
}

function Turns({ title, turns }: { readonly title: string; readonly turns: readonly Turn[] }) {
  return (
    <div className="turns">
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <ul className="finding-lines">
        {turns.map(({ fact, text }) => (
          <li key={fact}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
