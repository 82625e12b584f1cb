/** Owns what lint says of a policy's figures: those a rule needs, the SPC table, and a tolerance too wide to mean anything. */
import { factsReadBy } from '../../contracts/condition';
import type { Policy } from '../../contracts/policy';
import type { FactName } from '../../domain/facts';
import { FIGURE_NAMES } from '../../domain/policy-words';
import { lintError, lintWarning, type LintFinding } from './finding';

/** Of the parameters and of the tolerance. */
export function lintFigures(policy: Policy): readonly LintFinding[] {
  return [...withoutFigures(policy), ...spcTableNotFalling(policy), ...hollowTolerance(policy)];
}

/** The facts that are unknown without a figure of the policy, and how bad that is. */
const FIGURES: Readonly<
  Partial<Record<FactName, { readonly parameter: keyof typeof FIGURE_NAMES; readonly finding: typeof lintError }>>
> = {
  spcReportDue: { parameter: 'spcTable', finding: lintError },
  spcEveryDays: { parameter: 'spcTable', finding: lintError },
  maxTermDays: { parameter: 'maxTermDays', finding: lintWarning },
};

/** A check that can't be judged since the policy lacks a figure; a customer's own longest term may stand in for one. */
function withoutFigures({ checks, parameters }: Policy): readonly LintFinding[] {
  return checks.flatMap((check, index) =>
    check.rules.flatMap((rule, position) =>
      factsReadBy(rule.when).flatMap((fact): readonly LintFinding[] => {
        const figure = FIGURES[fact];
        if (figure === undefined || parameters[figure.parameter] !== undefined) return [];
        const needed = `parameters.${figure.parameter}`;
        const message = `check ${check.id}, rule ${rule.id}: ${fact} needs ${needed}, which is not there`;
        const text = `Verificação "${check.name}", regra ${rule.id}: precisa do parâmetro "${FIGURE_NAMES[figure.parameter]}", que não está na política. Preencha-o.`;
        return [
          figure.finding('figureMissing', ['checks', index, 'rules', position, 'when'], {
            message,
            fix: `add ${needed}`,
            text,
          }),
        ];
      }),
    ),
  );
}

/** Who pays later is to be asked about more often; a row that asks as often as the next changes nothing. */
function spcTableNotFalling({ parameters: { spcTable } }: Policy): readonly LintFinding[] {
  if (spcTable === undefined) return [];
  return spcTable.rows.flatMap(({ everyDays }, index) => {
    const next = spcTable.rows[index + 1]?.everyDays ?? spcTable.aboveEveryDays;
    if (everyDays > next) return [];
    const isEqual = everyDays === next;
    const message = isEqual
      ? `the next line asks every ${next} days too, so this row changes nothing`
      : `who pays later is asked about more seldom: every ${next} days after every ${everyDays}`;
    const text = isEqual
      ? `Tabela do SPC: a linha seguinte consulta com a mesma frequência (${next} dias); esta linha nada muda. Remova-a.`
      : `Tabela do SPC: quem atrasa mais seria consultado mais raramente (${next} dias depois de ${everyDays}). Corrija a linha.`;
    const fix = isEqual ? 'remove it' : `lower the ${next}, or raise the ${everyDays}`;
    return [
      lintWarning('spcTableNotFalling', ['parameters', 'spcTable', 'rows', index, 'everyDays'], { message, fix, text }),
    ];
  });
}

/** Beyond these an approval says little about the order or the customer it is used for. */
const MOST_TOLERATED = { growPercent: 20, days: 60 } as const;

/** An order that keeps its approvals for so much more, or for so long, is hardly judged again. */
function hollowTolerance({ tolerance }: Policy): readonly LintFinding[] {
  if (tolerance === undefined) return [];
  const warn = (field: keyof typeof MOST_TOLERATED, message: string, fix: string, text: string): LintFinding =>
    lintWarning('toleranceTooWide', ['tolerance', field], { message, fix, text });
  const { growPercent, days } = tolerance;
  const findings: LintFinding[] = [];
  if (growPercent > MOST_TOLERATED.growPercent) {
    const most = MOST_TOLERATED.growPercent;
    const text = `Tolerância: um pedido aprovado poderia crescer ${growPercent} % sem nova análise. Use ${most} % ou menos.`;
    findings.push(
      warn(
        'growPercent',
        `an approved order may grow by ${growPercent} % unjudged`,
        `lower it to ${most} or less`,
        text,
      ),
    );
  }
  if (days > MOST_TOLERATED.days) {
    const most = MOST_TOLERATED.days;
    const text = `Tolerância: o que foi aprovado há ${days} dias não seguraria mais nada. Use ${most} dias ou menos.`;
    findings.push(
      warn('days', `what was approved ${days} days ago holds nothing`, `lower it to ${most} or less`, text),
    );
  }
  if (growPercent > 0 && days === 0) {
    const text =
      'Tolerância: a aprovação vale só até o fim do próprio dia. Diga por quantos dias, ou remova a tolerância.';
    findings.push(
      warn(
        'days',
        'an approval reaches to the end of its own day only',
        'say for how many days, or leave it out',
        text,
      ),
    );
  }
  return findings;
}
