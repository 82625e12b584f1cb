/** Owns the authority bands as cards: who is in each, and what they may give alone. */
import { Stack, Text } from '@mantine/core';
import { listOf, objectOf, slugFrom, textOf } from '../policy-shape';
import { BandReach } from './band-reach';
import { appended, without, type PartProps } from './part';
import { AddButton, PartSection, RemoveButton } from './part-section';
import { FindingLines } from '../finding-lines';
import { TextAt, WordsAt } from './place-fields';
import { usePartTexts } from './texts';

const MOST_BANDS = 50;

export function BandsPart(part: PartProps) {
  const say = usePartTexts();
  const bands = listOf(part.document['bands']).map(objectOf);
  const add = () => {
    const label = say('newBand');
    const id = slugFrom(
      label,
      bands.map((band) => textOf(band['id'])),
    );
    const value = { id, label, userGroups: [], limitUpToCents: 0 };
    part.onEdit?.(appended(part.document, 'bands', value));
  };
  return (
    <PartSection part={part} title={say('bands')} place="/bands">
      <Text size="xs">{say(bands.length === 0 ? 'noBands' : 'bandsMean')}</Text>
      {bands.map((band, position) => (
        <Band key={position} part={part} position={position} name={textOf(band['label']) || textOf(band['id'])} />
      ))}
      {bands.length < MOST_BANDS && <AddButton part={part} label={say('addBand')} onClick={add} />}
    </PartSection>
  );
}

interface BandProps {
  readonly part: PartProps;
  readonly position: number;
  readonly name: string;
}

function Band({ part, position, name }: BandProps) {
  const say = usePartTexts();
  const path = ['bands', position];
  const groups = part.places.userGroups.map((one) => ({ value: one.userGroup, label: one.name }));
  return (
    <Stack className="part-card" gap="xs" role="group" aria-label={say('bandOf', { name })}>
      <FindingLines lint={part.lint} place={`/bands/${position}`} onJump={part.onJump} isExact />
      <TextAt part={part} path={[...path, 'label']} label={say('bandName')} maxLength={80} />
      <WordsAt
        part={part}
        path={[...path, 'userGroups']}
        label={say('userGroups')}
        choices={groups}
        empty={say('chooseGroups')}
      />
      <BandReach part={part} path={path} />
      <RemoveButton
        part={part}
        label={say('removeBand')}
        name={say('removeBandOf', { name })}
        onClick={() => part.onEdit?.(without(part.document, 'bands', position, true))}
      />
    </Stack>
  );
}
