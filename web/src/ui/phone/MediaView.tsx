import { Download, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useDownload } from '../../api/download.ts';
import { usePicture } from '../../api/file-data.ts';
import type { MediaKind } from '../../contracts/message-content.ts';
import { useT } from '../../i18n/I18n.tsx';
import { MediaPlaceholder } from './MediaPlaceholder.tsx';

interface MediaViewProps {
  readonly kind: MediaKind;
  readonly file?: string | null | undefined;
  readonly url?: string | undefined;
  readonly filename?: string | null | undefined;
  /** Why a customer's file is not here. */
  readonly problem?: string | null | undefined;
}

const ICON = {
  image: 'image',
  sticker: 'image',
  video: 'video',
  audio: 'video',
  document: 'document',
} as const;

/** A file in a message: pictures are shown, others saved; what lies elsewhere is a link. */
export function MediaView({ kind, file, url, filename, problem }: MediaViewProps) {
  const words = useT().content;
  const name = filename ?? words.kinds[kind];
  if (url !== undefined)
    return (
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        className="flex items-center gap-2 rounded-md bg-sunken px-3 py-2.5 text-xs font-semibold text-accent-ink"
      >
        <ExternalLink aria-hidden size={15} />
        <span className="min-w-0 wrap-anywhere">{name}</span>
      </a>
    );
  if (file === null || file === undefined) {
    const said = problem === null || problem === undefined ? words.fetching : words.lost(problem);
    return <MediaPlaceholder kind={ICON[kind]} label={said} />;
  }
  return kind === 'image' || kind === 'sticker' ? (
    <Picture key={file} file={file} name={name} small={kind === 'sticker'} />
  ) : (
    <Saved file={file} name={name} />
  );
}

function Picture({ file, name, small }: { file: string; name: string; small: boolean }) {
  const words = useT().content;
  const { data, isError } = usePicture(file);
  const [broken, setBroken] = useState(false);
  if (data === undefined || broken)
    return <MediaPlaceholder kind="image" label={isError || broken ? words.noPreview : words.kinds.image} />;
  return (
    <img
      src={data}
      alt={name}
      // Bytes that say they are a picture and are none.
      onError={() => setBroken(true)}
      className={small ? 'size-28' : 'max-h-72 w-full rounded-md object-cover'}
    />
  );
}

function Saved({ file, name }: { file: string; name: string }) {
  const words = useT().content;
  const download = useDownload();
  return (
    <button
      type="button"
      disabled={download.isPending}
      onClick={() => download.mutate({ path: `/v1/files/${file}/content`, name })}
      aria-label={words.download(name)}
      className="flex w-full items-center gap-2 rounded-md bg-sunken px-3 py-2.5 text-left text-xs font-semibold hover:bg-hover"
    >
      <Download aria-hidden size={15} />
      <span className="min-w-0 wrap-anywhere">{name}</span>
    </button>
  );
}
