import { formatPhone } from '../../../i18n/format.ts';
import { useT } from '../../../i18n/I18n.tsx';
import { useWindowChannels, useWindows } from '../window/use-windows.ts';
import { WindowLine } from '../window/WindowLine.tsx';
import { MOST_RECIPIENTS, recipientsOf, type SendDraft } from './send-draft.ts';
import { useSettled } from './use-settled.ts';

/** As the price. */
const PAUSE_MS = 400;
/** Shorter ones are being typed; people without a number have an id such as `ID.77aa`. */
const WHOLE_NUMBER = /^(\+?[\d\s().-]{9,20}|[A-Z]{2}\.\w{4,})$/;

/** Over the channel that was chosen: who may be written to freely, and for how long. Nothing where there is no such limit. */
export function RecipientWindows({ draft }: { draft: SendDraft }) {
  const words = useT().messages.window;
  const { to, channel } = useSettled(draft, PAUSE_MS);
  const limited = useWindowChannels(['phone']).some(({ id }) => id === channel);
  const numbers = recipientsOf(to)
    .map(({ number }) => number)
    .filter((number) => WHOLE_NUMBER.test(number))
    .slice(0, MOST_RECIPIENTS);
  const windows = useWindows(limited ? numbers.map((number) => ({ channel, to: number })) : []);
  const [first, ...others] = windows;
  if (first === undefined) return null;
  return (
    <div role="status" className="flex flex-col gap-1.5 rounded-md bg-sunken px-3 py-2.5">
      <p className="text-xs font-semibold">{words.title}</p>
      {[first, ...others].map((window) => (
        <WindowLine
          key={window.to}
          window={window}
          {...(others.length > 0 ? { name: formatPhone(window.to) } : {})}
        />
      ))}
    </div>
  );
}
