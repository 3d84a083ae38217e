/** Facts that contacts publish; the audit trail keeps them, without personal data. */
export type ContactsEventType =
  | 'contact.created'
  | 'contact.updated'
  | 'contact.merged'
  | 'contact.split'
  | 'contact.restored'
  | 'contact.deleted'
  | 'contact.revealed';
