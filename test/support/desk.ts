/** Owns a desk in a real browser: a whole Crivo behind a port, people who are signed in, pages they look at. */
import { serve } from '@hono/node-server';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openPages } from '../../api/web-pages';
import type { Role } from '../../domain/permissions';
import { ensureFirstGroups } from '../../usecases/first-administrator';
import { openBrowser } from './browser';
import { startCrivo, type Crivo, type CrivoOptions } from './crivo';
import { aPerson, PASSWORD } from './people';

export interface Desk {
  readonly crivo: Crivo;
  readonly browser: Browser;
  readonly baseUrl: string;
  /** A new window of a person of this role, at an address. */
  open(role: Role, path: string, options?: WindowOptions): Promise<Page>;
  stop(): Promise<void>;
}
export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

interface DeskOptions extends Omit<CrivoOptions, 'name' | 'relays' | 'pages'> {
  /** Of the people, where a suite shows them. */
  readonly names?: Partial<Readonly<Record<Role, string>>>;
}

export async function openDesk(name: string, { names, ...options }: DeskOptions = {}): Promise<Desk> {
  const pages = await openPages(join(__dirname, '../../web/dist'));
  const [crivo, browser] = await Promise.all([startCrivo({ ...options, name, relays: true, pages }), openBrowser()]);
  const server = serve({ fetch: crivo.app.fetch, hostname: '127.0.0.1', port: 0 });
  if (!server.listening) await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await ensureFirstGroups({ userGroups: crivo.stores.userGroups, now: () => new Date() });
  const people = new Map<Role, Promise<string>>();
  const named = (role: Role) => {
    const name = names?.[role] ?? `Ana ${role}`;
    const user = names?.[role] === undefined ? role : name.toLowerCase().replace(' ', '.');
    return { user, name, userGroups: [role] };
  };
  const person = (role: Role) => {
    const there = people.get(role) ?? aPerson(crivo, named(role)).then(({ email }) => email);
    people.set(role, there);
    return there;
  };
  const signIn = async (context: BrowserContext, email: string) => {
    const data = { email, password: PASSWORD };
    const answer = await context.request.post('/v1/session', { data, headers: { origin: baseUrl } });
    expect([answer.status(), await answer.text()]).toEqual([200, expect.anything()]);
  };
  return {
    crivo,
    browser,
    baseUrl,
    open: async (role, path, { width = 1280, height = 800, colorScheme = 'light' } = {}) => {
      const context = await browser.newContext({
        baseURL: baseUrl,
        viewport: { width, height },
        colorScheme,
        locale: 'pt-BR',
        timezoneId: 'America/Sao_Paulo',
      });
      await signIn(context, await person(role));
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(path);
      return page;
    },
    stop: async () => {
      await browser.close();
      server.close();
      await crivo.stop();
    },
  };
}
