/** Owns that what was typed isn't lost unasked: to another screen, the way back, a closed dialog, a closed window. */
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { Router, useLocation } from 'wouter';

/** True for an address at which what was typed is still there. */
export type Stays = (to: string) => boolean;
type Go = () => void;

const load = () => import('./leave-dialog');
const LeaveDialog = lazy(load);
const NOWHERE: Stays = () => false;

/** Of this window: what is unsaved now, at which address, and who asks. Before sign-in nobody does. */
const held = new Set<Stays>();
const isHeld = (to?: string) => [...held].some((stays) => to === undefined || !stays(to));
let at = '';
let ask = (go: Go) => go();

/**
 * Asks in a dialog before the caller is left while `isUnsaved`. Answers what to go through where the caller closes
 * itself: `leave(onClose)`.
 */
export function useUnsaved(isUnsaved: boolean, stays: Stays = NOWHERE): (go: Go) => void {
  const latest = useRef(stays);
  useEffect(() => {
    latest.current = stays;
  });
  useEffect(() => (isUnsaved ? hold((to) => latest.current(to)) : undefined), [isUnsaved]);
  return (go) => (isUnsaved ? ask(go) : go());
}

/** Does what ends everything on the screen, such as signing out, after asking where something is unsaved. */
export function useLeave(): (go: Go) => void {
  return (go) => (isHeld() ? ask(go) : go());
}

/** Stands around everything that leads from one screen to another. */
export function UnsavedGuard({ children }: { readonly children: ReactNode }) {
  const [location] = useLocation();
  const [going, setGoing] = useState<{ readonly go: Go } | null>(null);
  useEffect(() => {
    at = location;
  }, [location]);
  useEffect(() => {
    ask = (go) => setGoing((before) => before ?? { go });
    return () => {
      ask = (go) => go();
    };
  }, []);
  return (
    <>
      <Router
        aroundNav={(navigate, to, options) => {
          const go = () => navigate(to, options);
          if (to !== at && isHeld(to)) ask(go);
          else go();
        }}
      >
        {children}
      </Router>
      {going !== null && (
        <Suspense>
          <LeaveDialog onStay={() => setGoing(null)} onLeave={() => (setGoing(null), going.go())} />
        </Suspense>
      )}
    </>
  );
}

function hold(stays: Stays): () => void {
  // The question is there by the time that it is needed, even without a connection.
  void load().catch(() => undefined);
  held.add(stays);
  addEventListener('beforeunload', onUnload);
  return () => {
    held.delete(stays);
    if (held.size === 0) removeEventListener('beforeunload', onUnload);
  };
}

function onUnload(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

let isPassing = false;

/** The address is put back, and the router, which listens as well but later, hears nothing. */
function onBack(event: PopStateEvent): void {
  const to = window.location.pathname;
  if (isPassing || to === at || !isHeld(to)) {
    isPassing = false;
    return;
  }
  event.stopImmediatePropagation();
  history.pushState(null, '', at);
  ask(() => {
    isPassing = true;
    history.back();
  });
}

// With this file, and so before any screen makes the router listen: browsers tell them in this order.
addEventListener('popstate', onBack);
