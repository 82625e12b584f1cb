/** Owns whether what is typed differs from how it began. */
import { useState } from 'react';

/** Of plain values; typed and taken back is no change. */
export function useChanged(fields: unknown): boolean {
  const now = JSON.stringify(fields);
  const [began] = useState(now);
  return now !== began;
}
