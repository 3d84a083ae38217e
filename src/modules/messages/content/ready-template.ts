import type { OutgoingContent, TemplateContent } from '../../../lib/message-content.ts';
import type { Result } from '../../../lib/result.ts';
import type { RoutedChannel } from '../../routing/index.ts';
import type { MessageClass } from '../contract.ts';
import type { Refusal } from '../accept/refusal.ts';

/** What `template` of a request names. */
export interface TemplateWish {
  readonly id: string;
  /** The newest that may be sent when left out. */
  readonly version?: number | undefined;
  readonly language?: string | undefined;
  readonly variables: Readonly<Record<string, string | number>>;
  /** Instead of the file in the template's header. */
  readonly header?:
    | {
        readonly file?: string | undefined;
        readonly url?: string | undefined;
        readonly filename?: string | undefined;
      }
    | undefined;
}

/** Which version of which template a message is made from. */
export interface UsedTemplate {
  /** UUID */
  readonly id: string;
  readonly version: number;
  readonly language: string;
}

/** A template with its values, loaded once per request: choosing a channel and rendering ask no database. */
export interface ReadyTemplate {
  /** Names template and version: the same for all values. */
  readonly key: string;
  /** What it is in plain words, for price and fallback. */
  readonly text: string;
  /** What `text` was made from. */
  readonly used: UsedTemplate;
  /** What it is for: some providers charge by it. */
  readonly category: TemplateContent['category'];
  /** Files (`file_…`) that it may carry in its header. */
  readonly files: readonly string[];
  /** Codes and campaigns keep their class whatever the request says. */
  classFor(asked: MessageClass): MessageClass;
  /** Whether it may be sent over this channel now: approved there, where the channel asks for that. */
  fits(channel: RoutedChannel): boolean;
  /** As the channel gets it. Why not, where `fits` is false or a value is too long. */
  on(channel: RoutedChannel): Result<
    {
      readonly text: string;
      readonly content: OutgoingContent | TemplateContent | null;
      readonly used: UsedTemplate;
    },
    Refusal
  >;
}

/** Where templates come from; handed in by `apps`. */
export type TemplateSource = (
  workspaceId: string,
  wish: TemplateWish,
) => Promise<Result<ReadyTemplate, Refusal>>;
