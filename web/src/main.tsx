/** Owns the start of the pages: styles, texts, and the root of everything that is drawn. */
import './styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { cspNonce } from './shell/theme';

// What keeps the page from scrolling behind a dialog takes the nonce of its style element from here.
Object.assign(globalThis, { __webpack_nonce__: cspNonce() });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
