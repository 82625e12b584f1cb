/** Owns files that the API makes: taken whole, so that a refusal or a broken answer is told and never saved as the file. */
import { NO_ANSWER, problemFrom } from './problem';

/** A file of thousands of lines is made while it is sent. */
const LONGEST_MS = 300_000;

/** Asks `/v1` + `path` and saves the answer under this name. */
export async function download(path: string, name: string): Promise<void> {
  const response = await fetch(`/v1${path}`, {
    credentials: 'same-origin',
    signal: AbortSignal.timeout(LONGEST_MS),
  }).catch(() => {
    throw NO_ANSWER;
  });
  if (!response.ok) throw await problemFrom(response);
  const file = await response.blob().catch(() => {
    throw NO_ANSWER;
  });
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
