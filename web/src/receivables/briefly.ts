/** Owns short lengths of time: seconds below a minute. */
import { formatDuration } from '../texts/formats';

export function briefly(seconds: number): string {
  return seconds < 60 ? `${Math.max(0, Math.ceil(seconds))} s` : formatDuration(seconds);
}
