/** Owns the key that shows all keys, `?`, and what it shows them in, loaded when it is pressed. */
import { lazy, Suspense, useState } from 'react';
import { useShortcutList, useShortcuts, type Shortcut } from './shortcuts';
import { useShellTexts } from './texts';

const KeyListDialog = lazy(() => import('./key-list-dialog'));

export function KeyList() {
  const say = useShellTexts();
  const list = useShortcutList();
  const [shown, setShown] = useState<readonly Shortcut[] | null>(null);
  useShortcuts([{ keys: '?', label: say('showKeys'), run: () => setShown(list()) }]);
  if (shown === null) return null;
  return (
    <Suspense>
      <KeyListDialog shortcuts={shown} onClose={() => setShown(null)} />
    </Suspense>
  );
}
