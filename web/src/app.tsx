/** Owns what stands around every page: theme, data, who is signed in, and which page an address shows. */
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createQueryClient } from './data/query-client';
import { Gate } from './shell/gate';
import { Notices } from './shell/notices';
import { cspNonce, theme } from './shell/theme';

const queries = createQueryClient();

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={cspNonce}>
      <QueryClientProvider client={queries}>
        <Notices />
        <Gate />
      </QueryClientProvider>
    </MantineProvider>
  );
}
