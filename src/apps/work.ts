/** What goes on by itself in a process that works: maintenance, alarms, reminders, long jobs. */
import { channelTypes } from '../channels/index.ts';
import { startBillingMaintenance } from '../modules/billing/index.ts';
import { startContactTransfers } from '../modules/contacts/index.ts';
import { startMaintenance, startPipelineWatch } from '../modules/messages/index.ts';
import { startReminders } from '../modules/registrations/index.ts';
import { listReceiptChannels } from '../modules/routing/index.ts';
import { startVerifyMaintenance } from '../modules/verify/index.ts';
import { startStorageMaintenance } from '../platform/storage/maintain.ts';
import { composeTransfers } from './contacts.ts';
import type { Foundation } from './foundation.ts';

export function startWork(base: Foundation): { stop(): Promise<void> } {
  const { workerDb: db, bus, log, clock } = base;
  const parts = [
    startPipelineWatch({
      db,
      bus,
      log,
      now: clock.now,
      receiptChannels: () => listReceiptChannels(db, channelTypes),
    }),
    startMaintenance({ db, log }),
    startBillingMaintenance({ db, bus, log }),
    startVerifyMaintenance({ db, log }),
    startStorageMaintenance({ db, log, now: clock.now }),
    startReminders({ db, bus, log, now: clock.now }),
    startContactTransfers(composeTransfers(base)),
  ];
  return {
    async stop() {
      for (const part of parts) await part.stop();
    },
  };
}
