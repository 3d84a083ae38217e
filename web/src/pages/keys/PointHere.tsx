import { useT } from '../../i18n/I18n.tsx';
import { CodeBlock } from '../../ui/data/CodeBlock.tsx';

/** Twilio's APIs that are served here, as properties of their package's client. */
const DOMAINS = ['api', 'messaging', 'verify', 'content'] as const;

/** Each of them has a base URL of its own: a program that uses one more must point it here too. */
export function PointHere() {
  const { twilio } = useT().keys;
  const code = DOMAINS.map((domain) => `client.${domain}.baseUrl = '${location.origin}';`).join('\n');
  return <CodeBlock label={twilio.point} code={code} />;
}
