/** Owns the headers of an answer that holds somebody's data in full: saved as a file, never run as a page. */
import type { AnyContext } from './context';

export function answerAsFile({ header }: Pick<AnyContext, 'header'>, name: string): void {
  header('content-disposition', `attachment; filename="${name}"`);
  header('content-security-policy', "default-src 'none'; sandbox");
}
