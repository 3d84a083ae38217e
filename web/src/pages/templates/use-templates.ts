import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/use-api.ts';
import { list } from '../../contracts/accounts.ts';
import {
  ApprovalEvent,
  LibraryEntry,
  Template,
  TemplateList,
  TemplateVersion,
} from '../../contracts/templates.ts';

/** Providers answer without anybody's doing. */
const LOOK_AGAIN_MS = 5_000;

export function useTemplates() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'templates', 'list'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ signal }) => api.get('/v1/templates', TemplateList, {}, signal),
  });
}

export function useTemplate(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'templates', id],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ signal }) => api.get(`/v1/templates/${encodeURIComponent(id)}`, Template, {}, signal),
  });
}

export function useVersions(id: string) {
  const api = useApi();
  return useQuery({
    enabled: id !== '',
    queryKey: [api.workspaceId, 'templates', id, 'versions'],
    queryFn: ({ signal }) =>
      api.get(`/v1/templates/${encodeURIComponent(id)}/versions`, list(TemplateVersion), {}, signal),
    select: ({ items }) => items,
  });
}

/** The newest published version, in the language that is sent unless another is asked for; undefined until it is known. */
export function useNewestWording(id: string) {
  const { data: all } = useTemplates();
  const { data: versions } = useVersions(id);
  const language = all?.items.find((one) => one.id === id)?.defaultLanguage;
  const design = versions?.toSorted((a, b) => b.number - a.number)[0]?.design;
  const wording = language === undefined ? undefined : design?.languages[language];
  return wording === undefined || design === undefined || language === undefined
    ? undefined
    : { design, wording, language };
}

export function useApprovalEvents(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'templates', 'approval', id],
    queryFn: ({ signal }) =>
      api.get(`/v1/template-approvals/${encodeURIComponent(id)}/events`, list(ApprovalEvent), {}, signal),
    select: ({ items }) => items,
  });
}

export function useLibrary() {
  const api = useApi();
  return useQuery({
    queryKey: [api.workspaceId, 'template-library'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => api.get('/v1/template-library', list(LibraryEntry), {}, signal),
    select: ({ items }) => items,
  });
}
