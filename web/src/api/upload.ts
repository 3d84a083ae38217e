import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useOptionalMembership } from '../app/session.tsx';
import { type FilePurpose, StoredFile } from '../contracts/files.ts';
import { useLocale } from '../i18n/I18n.tsx';
import { type ApiProblem, OFFLINE, readProblem, unexpectedAnswer } from './problem.ts';

interface Uploading {
  readonly file: File;
  readonly purpose: FilePurpose;
}

/** Uploads a file and tells how much of it is there, 0 to 1; `fetch` cannot say. */
export function useUpload() {
  const locale = useLocale();
  const workspace = useOptionalMembership()?.workspace.id ?? '';
  const [share, setShare] = useState(0);
  const mutation = useMutation<StoredFile, ApiProblem, Uploading>({
    mutationFn: (uploading) => {
      setShare(0);
      const headers = {
        accept: 'application/json',
        'accept-language': locale,
        'titian-workspace': workspace,
      };
      return upload(uploading, headers, setShare);
    },
  });
  return { ...mutation, share };
}

function upload(
  { file, purpose }: Uploading,
  headers: Readonly<Record<string, string>>,
  onShare: (share: number) => void,
): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name.slice(0, 255), purpose });
    request.open('POST', `/v1/files?${query.toString()}`);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total);
    // `reject` wants an Error; TanStack Query hands on whatever it is, and everywhere else that is an ApiProblem.
    request.onerror = () => reject(OFFLINE);
    request.onload = () => {
      const body = jsonOf(request.responseText);
      if (request.status >= 300) return reject(readProblem(request.status, body));
      const parsed = StoredFile.safeParse(body);
      if (!parsed.success) return reject(unexpectedAnswer(request.status, parsed.error.message));
      resolve(parsed.data);
    };
    request.send(file);
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
