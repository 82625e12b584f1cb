/** Owns the table by which SPC reports are renewed, as rows of fields. */
import { Group, Text } from '@mantine/core';
import { SUGGESTED_SPC_TABLE } from '../../../../domain/spc-recency';
import { listOf } from '../policy-shape';
import { valueAt, type PartProps } from './part';
import { AddButton, PartSection, RemoveButton } from './part-section';
import { NumberAt } from './place-fields';
import { usePartTexts } from './texts';

const TABLE = ['parameters', 'spcTable'];
const ROWS = [...TABLE, 'rows'];
const MOST_ROWS = 50;

export function SpcFields(part: PartProps) {
  const say = usePartTexts();
  const rows = listOf(valueAt(part.document, ROWS));
  const isThere = valueAt(part.document, TABLE) !== undefined;
  const suggest = () => part.onEdit?.({ path: TABLE, value: SUGGESTED_SPC_TABLE });
  return (
    <PartSection part={part} title={say('spcTable')} place="/parameters/spcTable">
      <Text size="xs">{say(isThere ? 'spcMeans' : 'noSpcTable')}</Text>
      {rows.map((_row, position) => (
        <SpcRow key={position} part={part} position={position} isAlone={rows.length === 1} />
      ))}
      {isThere && (
        <div className="part-fields">
          <NumberAt part={part} path={[...TABLE, 'aboveEveryDays']} label={say('aboveEvery')} suffix={say('days')} />
          <NumberAt
            part={part}
            path={[...TABLE, 'withoutHistoryDays']}
            label={say('withoutHistory')}
            suffix={say('days')}
          />
        </div>
      )}
      <Group gap="xs">
        {isThere && rows.length < MOST_ROWS && (
          <AddButton
            part={part}
            label={say('addSpcRow')}
            onClick={() =>
              part.onEdit?.({ path: [...ROWS, rows.length], value: { averageDelayBelowDays: '', everyDays: '' } })
            }
          />
        )}
        <AddButton part={part} label={say('suggestSpc')} onClick={suggest} />
      </Group>
    </PartSection>
  );
}

interface SpcRowProps {
  readonly part: PartProps;
  readonly position: number;
  readonly isAlone: boolean;
}

function SpcRow({ part, position, isAlone }: SpcRowProps) {
  const say = usePartTexts();
  const path = [...ROWS, position];
  const row = position + 1;
  return (
    <div className="part-fields" role="group" aria-label={say('spcRow', { row })}>
      <NumberAt
        part={part}
        path={[...path, 'averageDelayBelowDays']}
        label={say('delayBelow', { row })}
        suffix={say('days')}
      />
      <NumberAt part={part} path={[...path, 'everyDays']} label={say('renewEvery', { row })} suffix={say('days')} />
      {!isAlone && (
        <RemoveButton
          part={part}
          label={say('remove')}
          name={say('removeSpcRow', { row })}
          onClick={() => part.onEdit?.({ path, value: undefined })}
        />
      )}
    </div>
  );
}
