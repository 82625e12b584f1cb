/** Owns the policy as JSON: what is typed, marked where it is wrong, completed by the policy's schema. */
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { jsonExtensions, readOnly } from './json-extensions';
import { usePolicyTexts } from './texts';
import { placeOf, placeOfFault, type Fault, type TypedDocument } from './typed-document';
import type { LintFinding } from './use-policies';
import './json-pane.css';

/** A place to go to; `count` rises with each wish, so that the same place can be asked for again. */
export interface Jump {
  /** `null` leads to where the text is broken. */
  readonly pointer: string | null;
  readonly count: number;
}

interface JsonPaneProps {
  readonly typed: TypedDocument;
  readonly findings: readonly LintFinding[];
  readonly schema: unknown;
  readonly isReadOnly: boolean;
  readonly jump: Jump | null;
  readonly onText: (text: string) => void;
}

export function JsonPane({ typed, findings, schema, isReadOnly, jump, onText }: JsonPaneProps) {
  const say = usePolicyTexts();
  const { place, view } = useEditorView({ text: typed.text, schema, label: say('json'), onText });
  const { text, fault } = typed;
  useEffect(() => {
    view.current?.dispatch({ effects: readOnly.of(isReadOnly) });
  }, [view, isReadOnly, schema]);
  useEffect(() => {
    if (view.current) replaceText(view.current, text);
  }, [view, text, schema]);
  useEffect(() => {
    const { current } = view;
    if (current === null) return;
    const told = fault === null ? [] : [faultMark(fault, say('jsonFault', { line: fault.line }))];
    const marks = [...told, ...findings.flatMap((finding) => findingMark(text, finding))];
    const inside = marks.filter(({ to }) => to <= current.state.doc.length);
    current.dispatch(setDiagnostics(current.state, inside));
  }, [view, text, fault, findings, say, schema]);
  useEffect(() => {
    const { current } = view;
    if (current === null || jump === null) return;
    const text = current.state.doc.toString();
    const found = jump.pointer === null ? placeOfFault(text) : placeOf(text, jump.pointer);
    if (found === null) return;
    // What is longer than a line is gone to, and not marked as a whole.
    const isLong = current.state.doc.lineAt(found.from).to < found.to;
    const selection = { anchor: found.from, head: isLong ? found.from : found.to };
    current.dispatch({ selection, effects: EditorView.scrollIntoView(found.from, { y: 'start', yMargin: 40 }) });
  }, [view, jump]);
  return <div className="policy-json" ref={place} />;
}

interface ViewAsked {
  readonly text: string;
  readonly schema: unknown;
  readonly label: string;
  readonly onText: (text: string) => void;
}

/** The editor itself lives beside React: what it is told comes by transactions, so that its own undo knows all of them. */
function useEditorView({ text, schema, label, onText }: ViewAsked) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ text, onText });
  useEffect(() => {
    latest.current = { text, onText };
  });
  useEffect(() => {
    if (place.current === null) return;
    const told = (typed: string) => latest.current.onText(typed);
    const state = EditorState.create({ doc: latest.current.text, extensions: jsonExtensions(schema, label, told) });
    const made = new EditorView({ state, parent: place.current });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [schema, label]);
  return { place, view };
}

/** Only the piece that differs, so that cursor and undo stay where they were. */
function replaceText(view: EditorView, text: string): void {
  const now = view.state.doc.toString();
  if (now === text) return;
  const shorter = Math.min(now.length, text.length);
  let from = 0;
  while (from < shorter && now[from] === text[from]) from += 1;
  let back = 0;
  while (back < shorter - from && now[now.length - 1 - back] === text[text.length - 1 - back]) back += 1;
  view.dispatch({ changes: { from, to: now.length - back, insert: text.slice(from, text.length - back) } });
}

function faultMark({ offset, length }: Fault, message: string): Diagnostic {
  return { from: offset, to: offset + length, severity: 'error', message };
}

function findingMark(text: string, { at, severity, text: message }: LintFinding): Diagnostic[] {
  const place = placeOf(text, at);
  return place === null ? [] : [{ ...place, severity, message }];
}
