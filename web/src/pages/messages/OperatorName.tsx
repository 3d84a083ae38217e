import { useT } from '../../i18n/I18n.tsx';
import type { Dictionary } from '../../i18n/dictionary.ts';

type Operators = Dictionary['operators'];
const isKnown = (operator: string, names: Operators): operator is keyof Operators & string =>
  Object.hasOwn(names, operator);

export function OperatorName({ operator, short = false }: { operator: string | null; short?: boolean }) {
  const { operators } = useT();
  if (operator === null) return <span className="text-faint">–</span>;
  if (!isKnown(operator, operators)) return operator;
  const { name, short: abbreviation } = operators[operator];
  return short ? <span title={name}>{abbreviation}</span> : name;
}
