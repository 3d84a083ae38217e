import { CircleAlert, CircleCheck, Lightbulb, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { Finding } from '../../../../../src/lib/template/lint/findings.ts';
import { useLocale, useT } from '../../../i18n/I18n.tsx';
import { cx } from '../../../ui/cx.ts';
import { Surface } from '../../../ui/layout/Page.tsx';

const LOOKS: Readonly<Record<Finding['severity'], { icon: LucideIcon; className: string }>> = {
  error: { icon: CircleAlert, className: 'text-bad' },
  warning: { icon: TriangleAlert, className: 'text-hold' },
  advice: { icon: Lightbulb, className: 'text-going' },
};

/** What operators and Meta would say, before they do. */
export function Findings({ findings, language }: { findings: readonly Finding[]; language: string }) {
  const t = useT();
  const locale = useLocale();
  const words = t.templates.check;
  const count = (severity: Finding['severity']): number =>
    findings.filter((one) => one.severity === severity).length;
  return (
    <Surface className="p-4">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="text-base font-bold">{words.title}</h2>
        <span aria-live="polite" className="text-xs text-muted">
          {words.summary(count('error'), count('warning'))}
        </span>
      </div>
      {findings.length === 0 ? (
        <p className="mt-2 flex items-center gap-2 text-sm text-good">
          <CircleCheck aria-hidden size={16} />
          {words.clean}
        </p>
      ) : (
        <ul className="mt-2 flex flex-col divide-y divide-line">
          {findings.map((one) => {
            const { icon: Icon, className } = LOOKS[one.severity];
            return (
              <li
                key={`${one.code}${one.where}${one.language ?? ''}${one.detail ?? ''}`}
                className="flex gap-2.5 py-2.5 text-sm"
              >
                <Icon aria-hidden size={16} className={cx('mt-0.5 shrink-0', className)} />
                <div className="min-w-0">
                  <p className="text-xs text-muted">
                    <span className="sr-only">{words.severities[one.severity]}: </span>
                    {words.channels[one.channel]}
                    {one.language !== undefined &&
                      one.language !== language &&
                      ` · ${one.language.toUpperCase()}`}
                    {one.detail !== undefined && (
                      <>
                        {' · '}
                        <code className="font-mono wrap-anywhere">{one.detail}</code>
                      </>
                    )}
                  </p>
                  <p>{one.remedy[locale]}</p>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Surface>
  );
}
