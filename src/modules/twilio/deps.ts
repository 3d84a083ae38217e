import type { Database } from '../../platform/db.ts';
import type { Egress } from '../../platform/http-client/egress.ts';
import type { Seal } from '../../platform/seal.ts';
import type { AccountsDeps } from '../accounts/index.ts';
import type { FilesDeps } from '../files/index.ts';
import type { Acceptor, MessagesDeps } from '../messages/index.ts';
import type { TemplateBooks } from '../templates/index.ts';
import type { VerifyDeps } from '../verify/index.ts';
import type { Targets } from '../webhooks/index.ts';

/** What programs written for Twilio are served with. */
export interface TwilioDeps {
  /** Role titian_api. */
  readonly db: Database;
  readonly accounts: Pick<AccountsDeps, 'apiDb' | 'bus' | 'now' | 'authCache'>;
  readonly messages: MessagesDeps;
  readonly acceptor: Acceptor;
  readonly verify: VerifyDeps;
  readonly seal: Seal;
  readonly targets: Targets;
  /** As people and providers reach this installation, without a trailing slash. */
  readonly publicUrl: string;
  readonly egress: Pick<Egress, 'inspect' | 'stream'>;
  readonly files: FilesDeps;
  readonly templateBooks: TemplateBooks;
  /** E.164 of the number that a WhatsApp channel (UUID) is, as its provider says it; undefined when nobody can tell now. */
  readonly numberOf: (workspaceId: string, channelId: string) => Promise<string | undefined>;
}
