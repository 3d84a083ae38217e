/** Works off imports and exports, one of each at a time, in every process that works in the background. */
import { REPORT_DAYS, type TransferDeps } from './deps.ts';
import { runExport } from './export/run-export.ts';
import { runImport } from './import/run-import.ts';
import { claimExport, purgeExports } from './queries/exports.ts';
import { claimImport, purgeImports } from './queries/imports.ts';

const IDLE_MS = 700;
/** After something unexpected; whatever was claimed is free again after a minute. */
const WAIT_MS = 5_000;
const DAILY_MS = 86_400_000;

export interface TransferRunner {
  stop(): Promise<void>;
}

export function startContactTransfers(deps: TransferDeps): TransferRunner {
  const state = { stopped: false };
  const isStopped = (): boolean => state.stopped;
  const loops = [
    startLoop(deps, state, async () => {
      const [row] = await deps.db.query(claimImport, []);
      if (row !== undefined) await runImport(deps, row, isStopped);
      return row !== undefined;
    }),
    startLoop(deps, state, async () => {
      const [row] = await deps.db.query(claimExport, []);
      if (row !== undefined) await runExport(deps, row, isStopped);
      return row !== undefined;
    }),
    startLoop(
      deps,
      state,
      async () => {
        await deps.db.query(purgeImports, [REPORT_DAYS]);
        await deps.db.query(purgeExports, [REPORT_DAYS]);
        return false;
      },
      DAILY_MS,
    ),
  ];
  return {
    async stop() {
      state.stopped = true;
      await Promise.all(loops.map((stop) => stop()));
    },
  };
}

/** Runs `work` again at once while there is some, and after a while otherwise. Returns what ends it. */
function startLoop(
  { log }: TransferDeps,
  state: { readonly stopped: boolean },
  work: () => Promise<boolean>,
  idleMs = IDLE_MS,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  const round = async (): Promise<void> => {
    let wait = idleMs;
    try {
      while (!state.stopped && (await work()));
    } catch (error) {
      log.warn({ err: error }, 'a transfer of contacts broke off and is tried again');
      wait = WAIT_MS;
    }
    schedule(wait);
  };
  const schedule = (delay: number): void => {
    if (state.stopped) return;
    timer = setTimeout(() => {
      current = round();
    }, delay);
  };
  schedule(idleMs === DAILY_MS ? WAIT_MS : idleMs);
  return async () => {
    clearTimeout(timer);
    await current;
  };
}
