/** Owns the minute that ages on a screen are told by. */
import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** Another number each minute, in milliseconds. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
