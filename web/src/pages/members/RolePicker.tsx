import { ROLES, type Role } from '../../contracts/accounts.ts';
import { useT } from '../../i18n/I18n.tsx';

/** Every role with what it may do, so that nobody has to guess. */
export function RolePicker({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  const t = useT();
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">{t.members.role}</legend>
      <div className="divide-y divide-line overflow-hidden rounded-md border border-line">
        {ROLES.map((each) => (
          <label
            key={each}
            className="flex cursor-pointer items-start gap-3 px-3 py-2 hover:bg-hover has-checked:bg-accent-soft"
          >
            <input
              type="radio"
              name="role"
              value={each}
              checked={role === each}
              onChange={() => onChange(each)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 text-sm">
              <span className="font-semibold">{t.roles[each].name}</span>
              <span className="block text-xs text-muted">{t.roles[each].can}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
