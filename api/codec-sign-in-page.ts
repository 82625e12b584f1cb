/** Owns the page on which an administrator lets their browser read histories in Temporal's UI. */

export const SIGN_IN_PAGE = `<!doctype html>
<html lang="pt-BR"><head><meta charset="utf-8"><title>Crivo - Ler históricos no Temporal</title>
<style>body{font:16px system-ui;max-width:32em;margin:4em auto;padding:0 1em}input,button{font:inherit;padding:.4em}</style></head>
<body><h1>Ler históricos no Temporal</h1>
<p>Informe uma chave de API com a permissão <b>Históricos - Ler conteúdo no Temporal</b>. Este navegador poderá
abrir o conteúdo dos históricos por 8 horas. Cada leitura é registrada em seu nome.</p>
<form id="form"><label>Chave <input id="key" type="password" autocomplete="off" required></label> <button>Entrar</button></form>
<p id="answer" role="status"></p><script src="/codec/sign-in.js"></script></body></html>`;

export const SIGN_IN_SCRIPT = `const answer = document.getElementById('answer');
document.getElementById('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const key = document.getElementById('key');
  try {
    const response = await fetch('/v1/codec/session', { method: 'POST', headers: { authorization: 'Bearer ' + key.value.trim() } });
    answer.textContent = response.ok
      ? 'Pronto. Volte ao Temporal e recarregue a página.'
      : response.status === 403 ? 'Esta chave não tem a permissão necessária.' : 'Esta chave não é conhecida.';
  } catch {
    answer.textContent = 'O Crivo não respondeu. Tente novamente.';
  }
  key.value = '';
});`;
