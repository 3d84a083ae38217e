/** Headers of a file that is to be saved: whatever it claims to be, no browser shows it as a page of ours. */
export function attachmentHeaders(file: {
  readonly name: string;
  readonly mime: string;
}): Readonly<Record<string, string>> {
  const ascii = file.name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  // RFC 8187: what encodeURIComponent leaves alone and an extended value may not have.
  const extended = encodeURIComponent(file.name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    'content-type': file.mime,
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${extended}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  };
}
