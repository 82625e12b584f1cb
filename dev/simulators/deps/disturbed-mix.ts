/** Owns what a paid answer is bent into on demand: of somebody else, partial, a block failed, a list, very large. */
import type { Faults, Named } from './faults';
import type { Mix } from './mix-answer';

/** Enough rows for more than two million bytes. */
const LARGE_ROWS = 8_500;

/** The body that leaves: `{ mix }`, or a list with it. `stranger` makes the answer of somebody else. */
export function disturbed(faults: Faults, named: Named, own: Mix, stranger: () => Mix): unknown {
  let mix = faults.happening('otherDocument', named) ? stranger() : own;
  if (faults.happening('partial', named)) mix = { ...mix, isParcial: true, protestos: null };
  const failed = faults.happening('blockFailed', named);
  if (failed !== null) mix = withFailedBlock(mix, failed.block ?? 'protestos');
  if (faults.happening('large', named))
    mix = { ...mix, quadroSocietario: { success: true, message: null, data: largeData() } };
  return faults.happening('list', named) ? [{ mix }] : { mix };
}

function withFailedBlock(mix: Mix, block: string): Mix {
  const failed = { success: false, message: 'Fonte indisponível', data: null };
  return { ...mix, [block]: failed, blocosComErros: [block] };
}

function largeData(): Mix {
  const socios = Array.from({ length: LARGE_ROWS }, (_, index) => ({
    nome: `Sócio ${index} de Participações e Empreendimentos Ltda`,
    participacao: '0,01',
    valor: `R$ ${index}.234,56`,
    dataEntrada: '2015-03-02T00:00:00',
    qualificacao: 'Sócio-Administrador',
    endereco: { logradouro: 'Rua das Acácias', numero: index, uf: 'SP' },
  }));
  return { socios };
}
