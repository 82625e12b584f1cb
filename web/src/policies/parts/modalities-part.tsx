/** Owns what a policy sees otherwise in a modality of payment: whether it is on term, and whether it is a risk of ours. */
import { Table, Text } from '@mantine/core';
import { MODALITIES, modalityTraits, isModality, type ModalityTraits } from '../../../../domain/modalities';
import { objectOf } from '../policy-shape';
import type { PartProps } from './part';
import { PartSection } from './part-section';
import { ChoiceAt } from './place-fields';
import { usePartTexts } from './texts';

const TRAITS = ['term', 'exposes'] as const satisfies readonly (keyof ModalityTraits)[];

export function ModalitiesPart(part: PartProps) {
  const say = usePartTexts();
  const changed = Object.keys(objectOf(part.document['modalities']));
  const names = [...new Set([...Object.keys(MODALITIES), ...changed])];
  const nameOf = (modality: string) => (isModality(modality) ? say(`modality_${modality}`) : modality);
  return (
    <PartSection part={part} title={say('modalities')} place="/modalities">
      <Text size="xs">{say('modalitiesMean')}</Text>
      <Table.ScrollContainer minWidth={360} type="native" tabIndex={0} role="region" aria-label={say('modality')}>
        <Table aria-label={say('modalities')} fz="sm" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('modality')}</Table.Th>
              {TRAITS.map((trait) => (
                <Table.Th key={trait}>{say(trait)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {names.map((modality) => (
              <Table.Tr key={modality}>
                <Table.Td>{nameOf(modality)}</Table.Td>
                {TRAITS.map((trait) => (
                  <Table.Td key={trait}>
                    <TraitField {...{ part, modality, trait }} name={nameOf(modality)} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </PartSection>
  );
}

interface TraitFieldProps {
  readonly part: PartProps;
  readonly modality: string;
  readonly trait: keyof ModalityTraits;
  readonly name: string;
}

function TraitField({ part, modality, trait, name }: TraitFieldProps) {
  const say = usePartTexts();
  const isOnly = Object.keys(objectOf(objectOf(part.document['modalities'])[modality])).length === 1;
  const standard = say(modalityTraits(modality)[trait] ? 'yes' : 'no');
  return (
    <ChoiceAt
      part={part}
      path={['modalities', modality, trait]}
      label={say('traitOf', { trait: say(trait), name })}
      isLabelHidden
      {...(isOnly && { cleared: ['modalities', modality] })}
      nothing={say('standard', { standard })}
      choices={[
        { value: 'true', label: say('yes') },
        { value: 'false', label: say('no') },
      ]}
    />
  );
}
