/** Owns the matrix of checks and actions: one cell a mode, moved through by the arrow keys, changed by space, enter or click. */
import type { Policy } from '../../../contracts/policy';
import { ACTIONS, type Action, type OrderAction } from '../../../domain/actions';
import { Mode } from '../../../domain/outcome';
import { blocksAt, modeAt, nextMode, withBlock, withMode, type Scope } from './policy-edit';
import { useRestrictionTexts } from './texts';
import { useGridKeys, type GridCell } from './use-grid-keys';

interface ModeMatrixProps {
  readonly policy: Policy;
  readonly scope: Scope;
  readonly mayWrite: boolean;
  readonly onChange: (policy: Policy) => void;
}

const MODE_KEYS: Readonly<Record<string, Mode>> = { '-': Mode.off, i: Mode.indicate, b: Mode.block };

export function ModeMatrix(props: ModeMatrixProps) {
  const say = useRestrictionTexts();
  const { policy, mayWrite } = props;
  // The first row are the switches *Bloquear ação*.
  const grid = useGridKeys(policy.checks.length + 1, ACTIONS.length);
  return (
    <div className="matrix-scroll">
      <table
        role="grid"
        className="matrix"
        aria-label={say('matrix')}
        aria-readonly={!mayWrite}
        ref={grid.table}
        onKeyDown={grid.onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col">{say('check')}</th>
            {ACTIONS.map((action) => (
              <th key={action} scope="col">
                {say(action)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <SwitchRow {...props} cell={grid.cell} />
          {policy.checks.map((check, index) => (
            <tr key={check.id}>
              <th scope="row">{check.name}</th>
              {ACTIONS.map((action, column) => (
                <ModeCell key={action} {...props} check={check} action={action} cell={grid.cell(index + 1, column)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SwitchRowProps extends ModeMatrixProps {
  readonly cell: (row: number, column: number) => GridCell;
}

function SwitchRow({ policy, scope, mayWrite, onChange, cell }: SwitchRowProps) {
  const say = useRestrictionTexts();
  return (
    <tr className="matrix-switches">
      <th scope="row">{say('blockAction')}</th>
      {ACTIONS.map((action, column) => {
        if (action === 'receipt') {
          return (
            <td key={action} role="gridcell" aria-readonly {...cell(0, column)}>
              {say('always')}
            </td>
          );
        }
        const { value, isOwn } = blocksAt(policy, scope, action);
        const turn = () => mayWrite && onChange(withBlock(policy, scope, action, !value));
        return (
          <td
            key={action}
            role="gridcell"
            data-own={isOwn || undefined}
            {...cell(0, column)}
            onClick={turn}
            onKeyDown={(event) => act(event, turn)}
          >
            {say(value ? 'yes' : 'no')}
            {isOwn && <Own />}
          </td>
        );
      })}
    </tr>
  );
}

interface ModeCellProps extends ModeMatrixProps {
  readonly check: Policy['checks'][number];
  readonly action: Action;
  readonly cell: GridCell;
}

function ModeCell({ policy, scope, mayWrite, onChange, check, action, cell }: ModeCellProps) {
  const say = useRestrictionTexts();
  const { value, isOwn } = modeAt(policy, scope, check, action);
  const put = (mode: Mode) => mayWrite && onChange(withMode(policy, scope, check, action, mode));
  const turn = () => put(nextMode(value));
  const isFreed =
    value === Mode.block && action !== 'receipt' && !blocksAt(policy, scope, action satisfies OrderAction).value;
  return (
    <td
      role="gridcell"
      data-mode={isFreed ? Mode.indicate : value}
      data-own={isOwn || undefined}
      {...cell}
      onClick={turn}
      onKeyDown={(event) => {
        const mode = MODE_KEYS[event.key.toLowerCase()];
        if (mode === undefined || event.ctrlKey || event.metaKey || event.altKey) return act(event, turn);
        event.preventDefault();
        put(mode);
      }}
    >
      {say(isFreed ? 'freed' : value)}
      {isOwn && <Own />}
    </td>
  );
}

/** Said to who can't see the mark. */
function Own() {
  const say = useRestrictionTexts();
  return (
    <>
      <span className="matrix-own" aria-hidden>
        •
      </span>
      <span className="matrix-told">{say('own')}</span>
    </>
  );
}

function act(event: React.KeyboardEvent, turn: () => unknown): void {
  if (event.key !== ' ' && event.key !== 'Enter') return;
  event.preventDefault();
  turn();
}
