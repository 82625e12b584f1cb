/** Owns the list of screens at the side: those that the person may open, each with its key. */
import { NavLink, Stack } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useMay } from '../data/session';
import { PAGES } from './pages';
import { useShortcuts } from './shortcuts';
import { useShellTexts } from './texts';

export function Navigation({ onChosen }: { readonly onChosen: () => void }) {
  const say = useShellTexts();
  const may = useMay();
  const [location, navigate] = useLocation();
  const pages = PAGES.filter(({ permission }) => may(permission));
  useShortcuts(
    pages.flatMap(({ key, alone, name, start }) =>
      [`g ${key}`, alone ?? []].flat().map((keys) => ({ keys, label: say(name), run: () => navigate(start) })),
    ),
  );
  return (
    <Stack gap={4} p={8}>
      {pages.map(({ start, name, icon: Icon }) => (
        <NavLink
          key={start}
          className="page-link"
          component={Link}
          href={start}
          label={<span className="page-name">{say(name)}</span>}
          leftSection={<Icon size={20} stroke={1.5} aria-hidden />}
          active={location === start || location.startsWith(`${start}/`)}
          aria-current={location.startsWith(start) ? 'page' : undefined}
          onClick={onChosen}
        />
      ))}
    </Stack>
  );
}
