/** Files: uploaded as multipart, described, fetched with the same token, deleted. */
import { createHash } from 'node:crypto';
import { type Answer, graphError, ok, success } from './graph-error.ts';
import { type GraphState, newGraphId } from './state.ts';

const MIB = 1024 * 1024;
/** Largest size by what stands before the `/`. */
const MOST: Readonly<Record<string, number>> = { image: 5 * MIB, video: 16 * MIB, audio: 16 * MIB };
const TYPES =
  /^(image\/(jpeg|png|webp)|video\/(mp4|3gpp)|audio\/(aac|amr|mpeg|mp4|ogg)|text\/plain|application\/[\w.-]+)$/;

export function uploadMedia(state: GraphState, contentType: string, body: Buffer): Answer {
  const parts = readMultipart(contentType, body);
  const file = parts?.get('file');
  if (parts === undefined || file === undefined)
    return graphError(100, '(#100) The parameter file is required.');
  if (parts.get('messaging_product')?.bytes.toString() !== 'whatsapp')
    return graphError(100, '(#100) The parameter messaging_product is required.');
  // The field says what the file is; some clients call every part an octet stream.
  const mime = parts.get('type')?.bytes.toString() ?? file.mime ?? '';
  if (!TYPES.test(mime))
    return graphError(131053, `Param file must be a file with one of the supported types, got ${mime}`);
  const most = MOST[mime.split('/')[0] ?? ''] ?? 100 * MIB;
  if (file.bytes.length > most) return graphError(131053, `Media file size too big. Max ${most} bytes`);
  return ok({ id: keepMedia(state, mime, file.bytes, file.name ?? 'file') });
}

export function keepMedia(state: GraphState, mime: string, bytes: Buffer, name: string): string {
  const id = newGraphId();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  state.media.set(id, { id, mime, name, bytes, sha256 });
  return id;
}

export function describeMedia(state: GraphState, id: string, origin: string): Answer | undefined {
  const media = state.media.get(id);
  if (media === undefined) return undefined;
  const { mime, sha256, bytes } = media;
  return ok({
    messaging_product: 'whatsapp',
    url: `${origin}/whatsapp_business/attachments/?mid=${id}&ext=${Math.floor(state.settings.now() / 1000) + 300}`,
    mime_type: mime,
    sha256,
    file_size: bytes.length,
    id,
  });
}

export const deleteMedia = (state: GraphState, id: string): Answer | undefined =>
  state.media.delete(id) ? success : undefined;

interface Part {
  readonly bytes: Buffer;
  readonly mime: string | undefined;
  readonly name: string | undefined;
}

/** RFC 7578, as much of it as HTTP clients write. */
export function readMultipart(contentType: string, body: Buffer): Map<string, Part> | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const parts = new Map<string, Part>();
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at >= 0) {
    const end = body.indexOf(mark, at + mark.length);
    if (end < 0) break;
    // Between the line end after this boundary and the one before the next.
    const part = body.subarray(at + mark.length + 2, end - 2);
    const split = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, split).toString('utf8');
    const name = /name="([^"]*)"/i.exec(head)?.[1];
    if (name !== undefined)
      parts.set(name, {
        bytes: part.subarray(split + 4),
        mime: /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1]?.trim(),
        name: /filename="([^"]*)"/i.exec(head)?.[1],
      });
    at = end;
  }
  return parts;
}
