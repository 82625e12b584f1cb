/** Owns how far a band reaches: up to an amount, without bound, or not at all; and which checks it may release. */
import { NativeSelect } from '@mantine/core';
import { ALWAYS_HOLD } from '../../../../domain/checks';
import { checkChoices } from '../policy-shape';
import { valueAt, type PartProps, type Path } from './part';
import { MoneyAt, NumberAt, WordsAt } from './place-fields';
import { usePartTexts } from './texts';

interface BandReachProps {
  readonly part: PartProps;
  readonly path: Path;
}

export function BandReach({ part, path }: BandReachProps) {
  return (
    <>
      <Reach part={part} path={[...path, 'limitUpToCents']} of="limit" />
      <Reach part={part} path={[...path, 'releaseUpToCents']} of="release" />
      <Reach part={part} path={[...path, 'overLimitPercent']} of="overLimit" />
      <Releasable part={part} path={[...path, 'checks']} />
    </>
  );
}

interface ReachProps extends BandReachProps {
  readonly of: 'limit' | 'release' | 'overLimit';
}

/** In the policy `null` knows no bound, and what is absent is nothing; of limits something has to be said. */
function Reach({ part, path, of }: ReachProps) {
  const say = usePartTexts();
  const value = valueAt(part.document, path);
  const reach = value === null ? 'unbound' : value === undefined ? 'none' : 'upTo';
  const kinds =
    of === 'limit' && reach !== 'none' ? (['upTo', 'unbound'] as const) : (['none', 'upTo', 'unbound'] as const);
  const begin = { none: undefined, upTo: 0, unbound: null };
  const label = say(`reach_${of}`);
  return (
    <div className="part-fields">
      <NativeSelect
        size="xs"
        label={label}
        disabled={part.onEdit === null}
        data={kinds.map((kind) => ({ value: kind, label: say(`reach_${kind}`) }))}
        value={reach}
        onChange={({ currentTarget }) =>
          part.onEdit?.({ path: [...path], value: begin[currentTarget.value as typeof reach] })
        }
      />
      {reach === 'upTo' && of === 'overLimit' && (
        <NumberAt part={part} path={path} label={say('percentOf', { what: label })} suffix=" %" />
      )}
      {reach === 'upTo' && of !== 'overLimit' && (
        <MoneyAt part={part} path={path} label={say('amountOf', { what: label })} />
      )}
    </div>
  );
}

function Releasable({ part, path }: BandReachProps) {
  const say = usePartTexts();
  const value = valueAt(part.document, path);
  const kind = value === undefined ? 'none' : value === 'all' ? 'all' : 'some';
  const begin = { none: undefined, all: 'all', some: [] };
  const checks = checkChoices(part.document);
  return (
    <>
      <NativeSelect
        size="xs"
        label={say('releasable')}
        disabled={part.onEdit === null}
        data={(['none', 'some', 'all'] as const).map((one) => ({ value: one, label: say(`releasable_${one}`) }))}
        value={kind}
        onChange={({ currentTarget }) =>
          part.onEdit?.({ path: [...path], value: begin[currentTarget.value as typeof kind] })
        }
      />
      {kind === 'some' && (
        <WordsAt
          part={part}
          path={path}
          label={say('releasable_some')}
          choices={[...checks, { value: ALWAYS_HOLD, label: say('alwaysHold') }]}
          empty={say('chooseChecks')}
        />
      )}
    </>
  );
}
