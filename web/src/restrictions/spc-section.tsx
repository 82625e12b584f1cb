/** Owns the table by which an SPC report is renewed: typed row by row, read back as a sentence, with what is wrong at its row. */
import { Button, Group, NumberInput, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import {
  daysOf,
  MOST_DAYS,
  MOST_ROWS,
  problemsOf,
  sorted,
  suggestedTable,
  withRow,
  type RowProblem,
  type SpcRow,
  type SpcTyped,
  type Typed,
} from './spc-table';
import { useRestrictionTexts } from './texts';

interface SpcSectionProps {
  /** `null` where the policy has no table: then nobody knows when a report is due. */
  readonly typed: SpcTyped | null;
  readonly mayWrite: boolean;
  readonly onChange: (typed: SpcTyped) => void;
}

export function SpcSection({ typed, mayWrite, onChange }: SpcSectionProps) {
  const say = useRestrictionTexts();
  return (
    <section aria-label={say('spc')}>
      <Title order={2}>{say('spc')}</Title>
      {typed === null && <Text size="sm">{say('noTable')}</Text>}
      <fieldset className="spc-table" disabled={!mayWrite}>
        {typed !== null && <Rows typed={typed} onChange={onChange} />}
        {mayWrite && (
          <Group gap="xs">
            {typed !== null && (
              <>
                <Button
                  size="xs"
                  variant="default"
                  disabled={typed.rows.length >= MOST_ROWS}
                  onClick={() => onChange(withRow(typed))}
                >
                  {say('addRow')}
                </Button>
                <Button size="xs" variant="default" onClick={() => onChange(sorted(typed))}>
                  {say('sortRows')}
                </Button>
              </>
            )}
            <Button size="xs" variant="default" onClick={() => onChange(suggestedTable())}>
              {say('suggest')}
            </Button>
          </Group>
        )}
      </fieldset>
      {typed !== null && <Preview typed={typed} />}
    </section>
  );
}

interface RowsProps {
  readonly typed: SpcTyped;
  readonly onChange: (typed: SpcTyped) => void;
}

function Rows({ typed, onChange }: RowsProps) {
  const problems = problemsOf(typed);
  return (
    <Stack gap="xs">
      {typed.rows.map((row, index) => (
        <Row
          key={row.key}
          place={index + 1}
          row={row}
          problems={problems.rows[index] ?? NO_PROBLEM}
          isAlone={typed.rows.length === 1}
          onChange={(next) => onChange({ ...typed, rows: typed.rows.map((one) => (one === row ? next : one)) })}
          onRemove={() => onChange({ ...typed, rows: typed.rows.filter((one) => one !== row) })}
        />
      ))}
      <Ends typed={typed} onChange={onChange} />
    </Stack>
  );
}

const NO_PROBLEM = { below: null, every: null };

interface RowProps {
  /** From 1 on, as people count. */
  readonly place: number;
  readonly row: SpcRow;
  readonly problems: { readonly below: RowProblem | null; readonly every: RowProblem | null };
  readonly isAlone: boolean;
  readonly onChange: (row: SpcRow) => void;
  readonly onRemove: () => void;
}

function Row({ place, row, problems, isAlone, onChange, onRemove }: RowProps) {
  const say = useRestrictionTexts();
  const { below, every } = problems;
  return (
    <Line problems={[below, every]}>
      <span>{say('below')}</span>
      <Days
        label={say('belowOf', { row: place })}
        value={row.below}
        problem={below}
        onChange={(days) => onChange({ ...row, below: days })}
      />
      <span>{say('every')}</span>
      <Days
        label={say('everyOf', { row: place })}
        value={row.every}
        problem={every}
        onChange={(days) => onChange({ ...row, every: days })}
      />
      <span>{say('unit')}</span>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={say('removeRow', { row: place })}
        disabled={isAlone}
        onClick={onRemove}
      >
        ✕
      </Button>
    </Line>
  );
}

/** What applies beyond the last row, and where there is no average. */
function Ends({ typed, onChange }: RowsProps) {
  const say = useRestrictionTexts();
  const problems = problemsOf(typed);
  const days = typed.rows.at(-1)?.below || '…';
  return (
    <>
      {(['above', 'without'] as const).map((name) => (
        <Line key={name} problems={[problems[name]]}>
          <span>{say(name, { days })}</span>
          <Days
            label={say(name, { days })}
            value={typed[name]}
            problem={problems[name]}
            onChange={(every) => onChange({ ...typed, [name]: every })}
          />
          <span>{say('unit')}</span>
        </Line>
      ))}
    </>
  );
}

interface LineProps {
  readonly problems: readonly (RowProblem | null)[];
  readonly children: ReactNode;
}

function Line({ problems, children }: LineProps) {
  const tell = useTold();
  const told = problems.flatMap((one) => one ?? []);
  return (
    <div className="spc-row">
      <div className="spc-fields">{children}</div>
      {told.map((one) => (
        <Text key={one.kind} size="xs" c={one.kind === 'rarer' ? 'dimmed' : 'var(--mantine-color-error)'}>
          {tell(one)}
        </Text>
      ))}
    </div>
  );
}

function useTold(): (problem: RowProblem) => string {
  const say = useRestrictionTexts();
  return (one) => (one.kind === 'overlap' ? say('overlap', { bound: one.bound }) : say(one.kind, { most: MOST_DAYS }));
}

interface DaysProps {
  readonly label: string;
  readonly value: Typed;
  readonly problem: RowProblem | null;
  readonly onChange: (value: Typed) => void;
}

function Days({ label, value, problem, onChange }: DaysProps) {
  const tell = useTold();
  return (
    <NumberInput
      aria-label={problem === null ? label : `${label}. ${tell(problem)}`}
      size="xs"
      w="5rem"
      value={value}
      error={problem !== null && problem.kind !== 'rarer'}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      hideControls
      onChange={onChange}
    />
  );
}

/** The same in words, as they are typed; while a number is missing, it stands as dots. */
function Preview({ typed }: { readonly typed: SpcTyped }) {
  const say = useRestrictionTexts();
  const shown = (value: Typed) => String(daysOf(value) ?? '…');
  const rows = typed.rows.map(({ below, every }, index) => {
    const from = typed.rows[index - 1]?.below;
    const days = { below: shown(below), every: shown(every) };
    return from === undefined ? say('firstRow', days) : say('nextRow', { ...days, from: shown(from) });
  });
  const last = say('lastRow', { from: shown(typed.rows.at(-1)?.below ?? ''), every: shown(typed.above) });
  return (
    <Text size="sm" mt="sm" role="status" className="spc-preview">
      {[...rows, last].join('; ')}. {say('withoutRow', { every: shown(typed.without) })}
    </Text>
  );
}
