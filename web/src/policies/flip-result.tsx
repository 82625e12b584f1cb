/** Owns what was counted of a draft held against the live policy: what turns, by direction and by check, drawn and in figures, each a way to the cases. */
import { Button, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { FlipDirection } from '../../../domain/policy-flips';
import { useMay } from '../data/session';
import { formatBRL } from '../texts/formats';
import { FlipCases } from './flip-cases';
import { checksOf } from './policy-shape';
import { usePolicyTexts } from './texts';
import type { FlipCount, OnDecision, Tally } from './use-flips';
import type { PolicyDocument } from './use-policies';

interface FlipResultProps {
  /** Whose result it is, as its section is called. */
  readonly label: string;
  readonly tally: Tally;
  readonly document: PolicyDocument;
  /** Where the API lists its cases. */
  readonly flipsAt: string;
  readonly onDecision: OnDecision;
  /** What has to be known to read the figures. */
  readonly children?: ReactNode;
}

interface Looked {
  readonly check: string | null;
  readonly direction: FlipDirection;
}

export function FlipResult({ label, tally, document, flipsAt, onDecision, children }: FlipResultProps) {
  const say = usePolicyTexts();
  const [looked, setLooked] = useState<Looked | null>(null);
  const { flips, checks } = tally;
  const judged = say('judged', { count: tally.judged });
  const names = new Map(checksOf(document).checks.map(({ id, name }) => [id, name]));
  const turning = checks.filter((check) => check.flips.length > 0);
  const most = Math.max(
    1,
    ...flips.map(({ count }) => count),
    ...turning.flatMap((one) => one.flips.map(({ count }) => count)),
  );
  return (
    <section aria-label={label}>
      <Title order={3} mb="xs">
        {flips.length === 0 ? say('nothingTurns', { judged }) : say('whatTurns', { judged })}
      </Title>
      {children}
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
          flipsAt={flipsAt}
          checkNames={names}
          onDecision={onDecision}
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
