/** Owns the figures of a policy that are of no check: its name, the days it counts with, what bureaus must have said, tolerance. */
import { NativeSelect, Text } from '@mantine/core';
import { RESTRICTION_KINDS } from '../../../../domain/bureau-report';
import { valueAt, type PartProps } from './part';
import { AddButton, PartSection, RemoveButton } from './part-section';
import { NumberAt, TextAt, WordsAt } from './place-fields';
import { SpcFields } from './spc-fields';
import { usePartTexts } from './texts';

export function FiguresPart(part: PartProps) {
  const say = usePartTexts();
  return (
    <>
      <PartSection part={part} title={say('figures')} place="/parameters">
        <TextAt part={part} path={['name']} label={say('policyName')} maxLength={80} />
        <div className="part-fields">
          <NumberAt
            part={part}
            path={['parameters', 'overdueGraceDays']}
            label={say('graceDays')}
            suffix={say('days')}
          />
          <NumberAt
            part={part}
            path={['parameters', 'maxTermDays']}
            label={say('maxTermDays')}
            suffix={say('days')}
            emptied="nothing"
          />
        </div>
        <Text size="xs">{say('figuresMean')}</Text>
        <BureauKinds {...part} />
      </PartSection>
      <Tolerance {...part} />
      <SpcFields {...part} />
    </>
  );
}

const KINDS = ['parameters', 'requiredBureauKinds'];

/** Nothing said asks for every kind; a list for those in it alone. */
function BureauKinds(part: PartProps) {
  const say = usePartTexts();
  const isListed = valueAt(part.document, KINDS) !== undefined;
  const kinds = RESTRICTION_KINDS.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }));
  return (
    <>
      <NativeSelect
        size="xs"
        label={say('bureauKinds')}
        description={say('bureauKindsHint')}
        disabled={part.onEdit === null}
        data={[
          { value: 'all', label: say('allKinds') },
          { value: 'some', label: say('someKinds') },
        ]}
        value={isListed ? 'some' : 'all'}
        onChange={({ currentTarget }) =>
          part.onEdit?.({ path: KINDS, value: currentTarget.value === 'all' ? undefined : [...RESTRICTION_KINDS] })
        }
      />
      {isListed && <WordsAt part={part} path={KINDS} label={say('someKinds')} choices={kinds} empty={say('noKinds')} />}
    </>
  );
}

function Tolerance(part: PartProps) {
  const say = usePartTexts();
  const isThere = part.document['tolerance'] !== undefined;
  const set = (value: unknown) => part.onEdit?.({ path: ['tolerance'], value });
  return (
    <PartSection part={part} title={say('tolerance')} place="/tolerance">
      <Text size="xs">{say(isThere ? 'toleranceMeans' : 'noTolerance')}</Text>
      {isThere && (
        <div className="part-fields">
          <NumberAt part={part} path={['tolerance', 'growPercent']} label={say('growPercent')} suffix=" %" />
          <NumberAt part={part} path={['tolerance', 'days']} label={say('toleranceDays')} suffix={say('days')} />
        </div>
      )}
      {isThere ? (
        <RemoveButton part={part} label={say('removeTolerance')} onClick={() => set(undefined)} />
      ) : (
        <AddButton part={part} label={say('addTolerance')} onClick={() => set({ growPercent: 5, days: 15 })} />
      )}
    </PartSection>
  );
}
