import { Operator } from '../../contracts/routing.ts';
import { useT } from '../../i18n/I18n.tsx';

/** `*` is the price of everybody who has none of their own. */
export function useOperatorName(): (operator: string) => string {
  const t = useT();
  return (operator) => {
    const known = Operator.safeParse(operator);
    return known.success ? t.operators[known.data].name : t.manage.prices.others;
  };
}
