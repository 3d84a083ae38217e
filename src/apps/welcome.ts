/** What a newcomer reads after `npm start`. */
export function welcome(found: {
  readonly url: string;
  readonly loginUrl: string;
  readonly apiKey: string;
}): string {
  return `
  Konsol / console     ${found.url}
  Masuk sekali / sign in once (15 min)
    ${found.loginUrl}

  Kirim pesan pertama / send a first message:

    curl -X POST ${found.url}/v1/messages \\
      -H 'Authorization: Bearer ${found.apiKey}' \\
      -H 'Content-Type: application/json' \\
      -d '{"to":"0812-3456-7890","text":"Halo dari Titian"}'

  Ctrl-C berhenti / stops.

`;
}
