import { useMemo } from 'react';
import { z } from 'zod';
import { useOptionalMembership } from '../app/session.tsx';
import { useLocale } from '../i18n/I18n.tsx';
import { callApi } from './client.ts';

type Query = Readonly<Record<string, string | number | undefined>>;

/**
 * The API as the signed-in member in the chosen workspace. Each function gives the
 * parsed answer or throws an `ApiProblem`, which TanStack Query hands to the screen.
 */
export interface Api {
  /** First part of every query key, so that workspaces never mix. */
  readonly workspaceId: string;
  readonly get: <S extends z.ZodType>(
    path: string,
    answer: S,
    query?: Query,
    signal?: AbortSignal,
  ) => Promise<z.output<S>>;
  readonly send: <S extends z.ZodType>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    answer: S,
    body?: unknown,
    idempotencyKey?: string,
  ) => Promise<z.output<S>>;
}

/** Answer of requests whose content nobody reads (204 or a plain acknowledgement). */
export const Nothing = z.unknown();

export function useApi(): Api {
  const locale = useLocale();
  const workspaceId = useOptionalMembership()?.workspace.id ?? '';
  return useMemo(() => createApi(workspaceId, locale), [workspaceId, locale]);
}

export function createApi(workspaceId: string, locale: 'id' | 'en'): Api {
  const base = { locale, workspaceId: workspaceId === '' ? undefined : workspaceId };
  return {
    workspaceId,
    get: async (path, answer, query, signal) => {
      const result = await callApi({ ...base, method: 'GET', path, answer, query, signal });
      if (!result.ok) throw result.error;
      return result.value;
    },
    send: async (method, path, answer, body, idempotencyKey) => {
      const result = await callApi({ ...base, method, path, answer, body, idempotencyKey });
      if (!result.ok) throw result.error;
      return result.value;
    },
  };
}
