/** Owns what single branches do otherwise: the mode of a check at an action, and whether an action may be blocked at all. */
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { ORDER_ACTIONS } from '../../../../domain/actions';
import { branchChoices, choicesOf, type Choice } from '../catalogue-index';
import { checkChoices, listOf } from '../policy-shape';
import { appended, without, type PartProps } from './part';
import { AddButton, PartSection, RemoveButton } from './part-section';
import { ChoiceAt } from './place-fields';
import { FindingLines } from '../finding-lines';
import { usePartTexts } from './texts';

export function BranchesPart(part: PartProps) {
  const say = usePartTexts();
  const actions = choicesOf(part.index.actions);
  const ofOrders = actions.filter(({ value }) => ORDER_ACTIONS.some((action) => action === value));
  const branches = branchChoices(part.places.branches);
  const checks = checkChoices(part.document);
  const modes = choicesOf(part.index.modes);
  const first = branches[0]?.value ?? '';
  return (
    <>
      <Switches part={part} actions={ofOrders} />
      <Exceptions
        part={part}
        list="overrides"
        columns={{ branch: branches, check: checks, action: actions, mode: modes }}
        begin={{ branch: first, check: checks[0]?.value ?? '', action: 'save', mode: 'block' }}
      />
      <Exceptions
        part={part}
        list="actionOverrides"
        columns={{ branch: branches, action: ofOrders, block: [yesNo(say, 'yes'), yesNo(say, 'no')] }}
        begin={{ branch: first, action: 'save', block: false }}
      />
    </>
  );
}

const yesNo = (say: ReturnType<typeof usePartTexts>, word: 'yes' | 'no') => ({
  value: String(word === 'yes'),
  label: say(word),
});

/** *Bloquear ação*, for every branch. */
function Switches({ part, actions }: { readonly part: PartProps; readonly actions: readonly Choice[] }) {
  const say = usePartTexts();
  return (
    <PartSection part={part} title={say('blockAction')} place="/actions">
      <Text size="xs">{say('blockActionMeans')}</Text>
      <div className="part-fields">
        {actions.map(({ value, label }) => (
          <ChoiceAt
            key={value}
            part={part}
            path={['actions', value, 'block']}
            label={label}
            nothing={say('standard', { standard: say('yes') })}
            cleared={['actions', value]}
            choices={[yesNo(say, 'yes'), yesNo(say, 'no')]}
          />
        ))}
      </div>
    </PartSection>
  );
}

interface ExceptionsProps {
  readonly part: PartProps;
  readonly list: 'overrides' | 'actionOverrides';
  readonly columns: Readonly<Partial<Record<'branch' | 'check' | 'action' | 'mode' | 'block', readonly Choice[]>>>;
  readonly begin: unknown;
}

/** A policy may have thousands. */
const SHOWN = 20;

function Exceptions({ part, list, columns, begin }: ExceptionsProps) {
  const say = usePartTexts();
  const [shown, setShown] = useState(SHOWN);
  const entries = listOf(part.document[list]);
  const left = entries.length - shown;
  const add = () => {
    part.onEdit?.(appended(part.document, list, begin));
    setShown(Math.max(shown, entries.length + 1));
  };
  return (
    <PartSection part={part} title={say(list)} place={`/${list}`}>
      <Text size="xs">{say(entries.length === 0 ? `no_${list}` : `${list}Mean`)}</Text>
      {entries.slice(0, shown).map((_entry, position) => (
        <Exception key={position} {...{ part, list, columns, position }} />
      ))}
      {left > 0 && (
        <Button size="compact-sm" variant="default" onClick={() => setShown(shown + SHOWN)}>
          {say('showMore', { count: left })}
        </Button>
      )}
      <AddButton part={part} label={say(`add_${list}`)} onClick={add} />
    </PartSection>
  );
}

interface ExceptionProps extends Omit<ExceptionsProps, 'begin'> {
  readonly position: number;
}

function Exception({ part, list, columns, position }: ExceptionProps) {
  const say = usePartTexts();
  const row = position + 1;
  return (
    <div className="part-card part-fields" role="group" aria-label={say('exceptionOf', { row })}>
      <FindingLines lint={part.lint} place={`/${list}/${position}`} onJump={part.onJump} isExact />
      {Object.entries(columns).map(([column, choices]) => (
        <ChoiceAt
          key={column}
          part={part}
          path={[list, position, column]}
          label={say(column as keyof typeof columns)}
          choices={choices}
        />
      ))}
      <RemoveButton
        part={part}
        label={say('remove')}
        name={say('removeException', { row })}
        onClick={() => part.onEdit?.(without(part.document, list, position, list === 'actionOverrides'))}
      />
    </div>
  );
}
