/** Owns the headers of an answer that holds somebody's data in full: kept nowhere, saved as a file, never run as a page. */
import type { AnyContext } from './context';

export function answerAsFile({ header }: Pick<AnyContext, 'header'>, name: string): void {
  header('x-content-type-options', 'nosniff');
  header('content-disposition', `attachment; filename="${name}"`);
  header('cache-control', 'no-store');
  header('content-security-policy', "default-src 'none'; sandbox");
}
