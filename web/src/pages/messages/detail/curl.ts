import type { Message } from '../../../contracts/messages.ts';

/** Single quotes end a shell word: `'` becomes `'\''`. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The command that would send such a message again. An OTP's text is not ours to repeat. */
export function curlOf(message: Message, origin: string): string {
  const { to, from, channel, text, content, metadata } = message;
  const body = {
    to,
    from,
    channel: channel.id,
    ...(content === null ? { text: text ?? '…' } : { content }),
    class: message.class,
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
  return [
    `curl ${quoted(`${origin}/v1/messages`)}`,
    `  -H "Authorization: Bearer $TT_API_KEY"`,
    `  -H 'Content-Type: application/json'`,
    `  -d ${quoted(JSON.stringify(body))}`,
  ].join(' \\\n');
}

/** The command that reads a message that came in. */
export const readCurlOf = (message: Message, origin: string): string =>
  `curl ${quoted(`${origin}/v1/messages/${message.id}`)} \\\n  -H "Authorization: Bearer $TT_API_KEY"`;
