import { FileText, Image, type LucideIcon, Video } from 'lucide-react';

const ICONS: Readonly<Record<'image' | 'video' | 'document', LucideIcon>> = {
  image: Image,
  video: Video,
  document: FileText,
};

/** Where a file will be: previews load nothing. */
export function MediaPlaceholder({ kind, label }: { kind: 'image' | 'video' | 'document'; label: string }) {
  const Icon = ICONS[kind];
  return (
    <span className="flex h-28 items-center justify-center gap-2 rounded-md bg-sunken text-xs text-muted">
      <Icon aria-hidden size={20} />
      {label}
    </span>
  );
}
