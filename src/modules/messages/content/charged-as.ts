import type { Rich } from './rich.ts';

/** What WhatsApp charges a message as; null on other media, whose providers know no categories. */
export function chargedAs(medium: string, content: Rich['content']): string | null {
  if (medium !== 'whatsapp') return null;
  return content?.type === 'template' ? (content.chargedAs ?? content.category) : 'service';
}
