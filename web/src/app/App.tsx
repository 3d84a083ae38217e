import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { createQueryClient } from '../api/query-client.ts';
import type { Dictionary } from '../i18n/dictionary.ts';
import { I18nProvider } from '../i18n/I18n.tsx';
import { ToastProvider } from '../ui/overlay/Toast.tsx';
import { createConsoleRouter } from './router.tsx';

export function App({ firstDictionary }: { firstDictionary: Dictionary }) {
  const [queries] = useState(createQueryClient);
  const [router] = useState(() => createConsoleRouter(queries));
  return (
    <QueryClientProvider client={queries}>
      <I18nProvider first={firstDictionary}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </I18nProvider>
    </QueryClientProvider>
  );
}
