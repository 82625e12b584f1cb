/** Owns how the simulated SPC writes and reads XML: by hand, since what it reads is small and what it writes is its own. */

export type Attributes = Readonly<Record<string, string | number | boolean>>;

export function element(name: string, attributes: Attributes = {}, content: string | readonly string[] = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const inner = typeof content === 'string' ? content : content.join('');
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** `encoding` is only what it says of itself. */
export function envelope(body: string, encoding = 'UTF-8'): string {
  return (
    `<?xml version='1.0' encoding='${encoding}'?>` +
    '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>' +
    `${body}</S:Body></S:Envelope>`
  );
}

export function soapFault(code: string, words: string): string {
  return envelope(
    `<S:Fault><faultcode>S:Server</faultcode><faultstring>${escaped(`${code} - ${words}`)}</faultstring></S:Fault>`,
  );
}

/** The text of the first element of a local name; `null` where there is none. */
export function textIn(xml: string, name: string): string | null {
  return new RegExp(`<(?:\\w+:)?${name}\\s*>([^<]*)</`).exec(xml)?.[1]?.trim() ?? null;
}

export function hasElement(xml: string, name: string): boolean {
  return new RegExp(`<(?:\\w+:)?${name}[\\s/>]`).test(xml);
}
