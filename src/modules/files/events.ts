import type { DomainEvent } from '../../platform/events/event.ts';

/** Facts that files publishes; the audit trail keeps them. */
export interface FilesEvent extends DomainEvent {
  readonly type: 'file.uploaded' | 'file.deleted';
}
