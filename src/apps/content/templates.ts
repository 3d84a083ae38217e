/** Content and sender registration in a process: what they need of other modules. */
import { priceOf } from '../../modules/billing/index.ts';
import { type RegistrationsDeps, registeredWording } from '../../modules/registrations/index.ts';
import type { Gateway, RoutingDeps } from '../../modules/routing/index.ts';
import {
  type OpenDesk,
  startTemplateDesk,
  type TemplateDesk,
  type TemplatesDeps,
} from '../../modules/templates/index.ts';
import type { Foundation } from '../foundation.ts';

export function composeTemplates(base: Foundation, desk: () => TemplateDesk | undefined): TemplatesDeps {
  const { apiDb: db, bus, clock, tables, priceLists, templateBooks: books } = base;
  return {
    db,
    bus,
    tables,
    books,
    now: clock.now,
    lintReference: (workspaceId) => registeredWording(db, workspaceId),
    priceOf: async (workspaceId) => {
      const prices = await priceLists.of(workspaceId);
      return (channelId, category) =>
        priceOf(prices, {
          medium: 'whatsapp',
          channelId,
          operator: null,
          segments: 1,
          at: new Date(clock.now()),
          class: CLASSES[category] ?? 'transactional',
          category,
        });
    },
    onTask: () => desk()?.wake(),
  };
}

/** The class whose price counts where there is none for the category. */
const CLASSES: Readonly<Record<string, 'otp' | 'transactional' | 'marketing'>> = {
  authentication: 'otp',
  utility: 'transactional',
  marketing: 'marketing',
};

/** What WhatsApp usually charges a class as, where nothing but the class is known. */
export const usualCategory = (messageClass: string): string =>
  Object.entries(CLASSES).find(([, own]) => own === messageClass)?.[0] ?? 'service';

/** Does what people want at providers over the connections of this process. */
export function startDesk(base: Foundation, gateway: Gateway): TemplateDesk {
  const { workerDb: db, bus, clock, log, templateBooks } = base;
  return startTemplateDesk({
    db,
    bus,
    log,
    now: clock.now,
    openDesks: () =>
      gateway.channels().flatMap(({ workspaceId, id, connection }): OpenDesk[] => {
        const { templates } = connection;
        return templates === undefined ? [] : [{ workspaceId, channelId: id, desk: templates }];
      }),
    onChanged: (workspaceId) => templateBooks.forget(workspaceId),
  });
}

export const composeRegistrations = (base: Foundation, routing: RoutingDeps): RegistrationsDeps => ({
  db: base.apiDb,
  bus: base.bus,
  publicIds: base.publicIds,
  now: base.clock.now,
  routing,
});
