import {
  AudioLines,
  BadgeInfo,
  ClipboardList,
  Contact,
  FileText,
  GalleryHorizontal,
  Image,
  List,
  type LucideIcon,
  MapPin,
  MousePointerClick,
  PanelTop,
  SmilePlus,
  SquareStack,
  Sticker,
  Video,
} from 'lucide-react';
import type { ContentKind, IncomingContent, MediaKind } from '../../contracts/message-content.ts';
import { useT } from '../../i18n/I18n.tsx';

type Kind = Exclude<ContentKind | IncomingContent['type'], 'media'> | MediaKind;

const ICONS: Readonly<Record<Kind, LucideIcon>> = {
  image: Image,
  video: Video,
  audio: AudioLines,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contacts: Contact,
  reaction: SmilePlus,
  buttons: SquareStack,
  list: List,
  card: PanelTop,
  carousel: GalleryHorizontal,
  template: ClipboardList,
  button_reply: MousePointerClick,
  list_reply: MousePointerClick,
  form_reply: ClipboardList,
  order: ClipboardList,
  system: BadgeInfo,
  unsupported: BadgeInfo,
};

const isKind = (kind: string): kind is Kind => Object.hasOwn(ICONS, kind);

interface ContentIconProps {
  readonly content: { readonly type: string; readonly kind?: string | undefined } | null;
}

/** What a message holds besides its text, before that text; nothing for plain ones. */
export function ContentIcon({ content }: ContentIconProps) {
  const words = useT().content.icons;
  if (content === null) return null;
  const kind = content.type === 'media' ? (content.kind ?? '') : content.type;
  const known = isKind(kind) ? kind : 'unsupported';
  const Icon = ICONS[known];
  return (
    <Icon role="img" aria-label={words[known]} size={15} className="mr-1.5 inline shrink-0 align-[-3px]" />
  );
}
