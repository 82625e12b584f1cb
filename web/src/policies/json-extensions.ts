/** Owns what the JSON editor can do: keys, colours of our own, folding, marks of lint, and the policy's schema. */
import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json, jsonLanguage } from '@codemirror/lang-json';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, syntaxHighlighting } from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, StateEffect, StateField, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { cspNonce } from '../shell/theme';
import { currentLanguage } from '../texts/define-texts';
import { completeBySchema } from './json-completion';

/** Tells whether anything may be typed. */
export const readOnly = StateEffect.define<boolean>();

const readOnlyField = StateField.define<boolean>({
  create: () => false,
  update: (value, { effects }) => effects.find((effect) => effect.is(readOnly))?.value ?? value,
  provide: (field) => EditorState.readOnly.from(field),
});

/** The words of the editor's own panels. */
const PORTUGUESE = {
  Find: 'Procurar',
  Replace: 'Substituir',
  next: 'próximo',
  previous: 'anterior',
  all: 'todos',
  'match case': 'maiúsculas e minúsculas',
  'by word': 'palavra inteira',
  regexp: 'expressão regular',
  replace: 'substituir',
  'replace all': 'substituir todos',
  close: 'fechar',
  Completions: 'Sugestões',
  Diagnostics: 'Apontamentos',
  'Fold line': 'Recolher',
  'Unfold line': 'Expandir',
  'Selection deleted': 'Seleção apagada',
};

/** Tab leaves the editor, so that nobody who has only a keyboard is caught in it. */
export function jsonExtensions(schema: unknown, label: string, onText: (text: string) => void): readonly Extension[] {
  return [
    EditorView.cspNonce.of(cspNonce()),
    currentLanguage() === 'pt-BR' ? EditorState.phrases.of(PORTUGUESE) : [],
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
    readOnlyField,
    lineNumbers(),
    foldGutter(),
    codeFolding(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    bracketMatching(),
    closeBrackets(),
    search({ top: true }),
    json(),
    jsonLanguage.data.of({ autocomplete: completeBySchema(schema) }),
    autocompletion({ icons: false }),
    syntaxHighlighting(classHighlighter),
    lintGutter(),
    keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap]),
    EditorView.lineWrapping,
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) onText(state.doc.toString());
    }),
  ];
}
