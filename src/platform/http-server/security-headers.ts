import type { FastifyInstance } from 'fastify';

/**
 * What a page of ours may do: load its own files and talk to its own server. No inline scripts; style
 * attributes are allowed because floating menus are placed by them.
 * Sources: W3C Content Security Policy Level 3; OWASP Secure Headers Project.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ONE_YEAR = 'max-age=31536000; includeSubDomains';

/** Pages get the policy; answers of the API are no pages and carry only what keeps a browser from taking them for one. */
export function addSecurityHeaders(server: FastifyInstance, https: boolean): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    reply.header('x-content-type-options', 'nosniff');
    if (https) reply.header('strict-transport-security', ONE_YEAR);
    if (!request.url.startsWith('/v1/')) {
      reply.header('content-security-policy', POLICY);
      reply.header('referrer-policy', 'no-referrer');
      reply.header('cross-origin-opener-policy', 'same-origin');
    }
    done(null, payload);
  });
}
