/** Owns what a back-test counted: what turns, by direction and by check, drawn and in figures, each a way to the cases. */
import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { FlipDirection } from '../../../domain/policy-flips';
import { useMay } from '../data/session';
import { formatBRL } from '../texts/formats';
import { FlipCases } from './flip-cases';
import { checksOf } from './policy-shape';
import { usePolicyTexts } from './texts';
import type { Backtest, FlipCount } from './use-backtests';
import type { PolicyDocument } from './use-policies';

interface BacktestResultProps {
  readonly backtest: Backtest;
  readonly document: PolicyDocument;
}

interface Looked {
  readonly check: string | null;
  readonly direction: FlipDirection;
}

export function BacktestResult({ backtest, document }: BacktestResultProps) {
  const say = usePolicyTexts();
  const [looked, setLooked] = useState<Looked | null>(null);
  const { flips, checks, judged, gathersAlike, withoutFacts, withoutOrder } = backtest;
  const names = new Map(checksOf(document).checks.map(({ id, name }) => [id, name]));
  const turning = checks.filter((check) => check.flips.length > 0);
  const most = Math.max(
    1,
    ...flips.map(({ count }) => count),
    ...turning.flatMap((one) => one.flips.map(({ count }) => count)),
  );
  const left = withoutFacts + withoutOrder;
  return (
    <section aria-label={say('backtestResult')}>
      <Title order={3} mb="xs">
        {flips.length === 0 ? say('nothingTurns', { judged }) : say('whatTurns', { judged })}
      </Title>
      {!gathersAlike && <Text size="sm">{say('gathersOtherwise')}</Text>}
      {left > 0 && <Text size="sm">{say('leftOut', { count: left })}</Text>}
      <FlipBars name={null} check={null} flips={flips} most={most} onLook={setLooked} />
      {turning.map((check) => (
        <FlipBars
          key={check.check}
          name={names.get(check.check) ?? check.check}
          check={check.check}
          flips={check.flips}
          most={most}
          onLook={setLooked}
        />
      ))}
      {looked !== null && (
        <FlipCases
          key={`${looked.check ?? ''} ${looked.direction}`}
          {...looked}
          policy={backtest.policy}
          backtest={backtest.backtest}
          checkNames={names}
          onClose={() => setLooked(null)}
        />
      )}
    </section>
  );
}

interface FlipBarsProps {
  /** Of the check; `null` for all of them together. */
  readonly name: string | null;
  readonly check: string | null;
  readonly flips: readonly FlipCount[];
  readonly most: number;
  readonly onLook: (looked: Looked) => void;
}

function FlipBars({ name, check, flips, most, onLook }: FlipBarsProps) {
  const say = usePolicyTexts();
  const may = useMay();
  if (flips.length === 0) return null;
  const title = name ?? say('allChecks');
  return (
    <div className="flip-group">
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <ul className="flip-bars" aria-label={title}>
        {flips.map((flip) => (
          <li key={flip.direction}>
            <span>{say(`flip_${flip.direction}`, { count: flip.count })}</span>
            <span className="flip-track">
              <span
                className="flip-bar"
                data-direction={flip.direction}
                style={{ width: `${(flip.count / most) * 100}%` }}
              />
            </span>
            <span className="flip-figures">
              {formatBRL(flip.valueCents)}
              {flip.endings.known > 0 && ` · ${say('endings', flip.endings)}`}
            </span>
            {may('decisions:read') && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={say('showCasesOf', {
                  name: title,
                  what: say(`flip_${flip.direction}`, { count: flip.count }),
                })}
                onClick={() => onLook({ check, direction: flip.direction })}
              >
                {say('showCases')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
