/** Owns the time zones that a branch may be in: those of Brazil, and the one it has. */

export const DEFAULT_ZONE = 'America/Sao_Paulo';

/** The name that programs know, and what people say. */
const BRAZILIAN: readonly (readonly [string, string])[] = [
  [DEFAULT_ZONE, 'São Paulo, Brasília'],
  ['America/Araguaina', 'Araguaína (TO)'],
  ['America/Bahia', 'Bahia'],
  ['America/Belem', 'Belém (PA, AP)'],
  ['America/Boa_Vista', 'Boa Vista (RR)'],
  ['America/Campo_Grande', 'Campo Grande (MS)'],
  ['America/Cuiaba', 'Cuiabá (MT)'],
  ['America/Eirunepe', 'Eirunepé (AM, oeste)'],
  ['America/Fortaleza', 'Fortaleza (CE, MA, PI, RN, PB)'],
  ['America/Maceio', 'Maceió (AL, SE)'],
  ['America/Manaus', 'Manaus (AM)'],
  ['America/Noronha', 'Fernando de Noronha'],
  ['America/Porto_Velho', 'Porto Velho (RO)'],
  ['America/Recife', 'Recife (PE)'],
  ['America/Rio_Branco', 'Rio Branco (AC)'],
  ['America/Santarem', 'Santarém (PA, oeste)'],
];

export function zoneChoice(current: string): { value: string; label: string }[] {
  const known = BRAZILIAN.map(([value, label]) => ({ value, label }));
  return known.some(({ value }) => value === current) ? known : [...known, { value: current, label: current }];
}
