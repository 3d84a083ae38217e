import { useFormat, useT } from '../../i18n/I18n.tsx';

/** `12 dtk`, `3 mnt`, `5 jam`, `2 hari`. */
export function useAge(): (seconds: number) => string {
  const words = useT().pipeline;
  const { number } = useFormat();
  return (seconds) => {
    if (seconds < 60) return words.seconds(number(seconds));
    if (seconds < 3_600) return words.minutes(number(Math.floor(seconds / 60)));
    if (seconds < 172_800) return words.hours(number(Math.floor(seconds / 3_600)));
    return words.days(number(Math.floor(seconds / 86_400)));
  };
}
