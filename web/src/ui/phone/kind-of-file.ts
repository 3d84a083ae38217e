import { MEDIA_KINDS, type MediaKind } from '../../contracts/message-content.ts';

/** What a file is to a phone, by its MIME type: `image/png` is a picture, whatever has no kind of its own a document. */
export function kindOfFile(mime: string): MediaKind {
  const family = mime.split('/')[0];
  return MEDIA_KINDS.find((kind) => kind === family) ?? 'document';
}
