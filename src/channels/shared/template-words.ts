/** Templates as their author writes them, and what a provider can say about them. */

/** A template as its author wrote it; the adapter turns it into the provider's components. */
export interface TemplateDraft {
  readonly name: string;
  readonly language: string;
  readonly category: 'authentication' | 'utility' | 'marketing';
  readonly header?:
    | { readonly type: 'text'; readonly text: string; readonly example?: string }
    | { readonly type: 'media'; readonly kind: 'image' | 'video' | 'document'; readonly exampleFile: string }
    | { readonly type: 'location' };
  /** With positional placeholders `{{1}}`, `{{2}}`…; for `authentication` the provider writes it. */
  readonly body: string;
  readonly bodyExamples: readonly string[];
  readonly footer?: string;
  readonly buttons: readonly TemplateButton[];
  /** Authentication only. */
  readonly code?: { readonly expiresMinutes?: number; readonly securityAdvice: boolean };
}
export type TemplateButton =
  | { readonly type: 'reply'; readonly title: string }
  /** The address may end in `{{1}}`. */
  | { readonly type: 'url'; readonly title: string; readonly url: string; readonly example?: string }
  | { readonly type: 'call'; readonly title: string; readonly phone: string }
  | { readonly type: 'copy_code'; readonly example: string }
  | {
      readonly type: 'otp';
      readonly otpType: 'copy_code' | 'one_tap';
      readonly title?: string;
      readonly autofillTitle?: string;
      readonly apps?: readonly { readonly packageName: string; readonly signatureHash: string }[];
    };

export type TemplateState =
  | 'pending'
  | 'approved'
  | 'rejected'
  | 'paused'
  | 'disabled'
  | 'in_appeal'
  | 'deleted'
  | 'limit_exceeded'
  | 'archived';

export interface TemplateNews {
  readonly name?: string;
  readonly language?: string;
  /** What it is from now on; left out where the news says nothing about whether it may be sent. */
  readonly state?: TemplateState;
  /** Why, in the provider's words, e.g. `INVALID_FORMAT`. */
  readonly reason?: string;
  /** What may be done about it, in the provider's words. */
  readonly recommendation?: string;
}
