import { useT } from '../../../i18n/I18n.tsx';
import { Button } from '../../../ui/Button.tsx';
import { forcingCharacters, hasPlainForm, plainText } from './segment-room.ts';

const SHOWN = 12;

/** Characters that make the text dearer, and the way back where there is one. */
export function ForcingCharacters({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const words = useT().messages.send;
  const characters = forcingCharacters(text);
  if (characters.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md bg-hold-soft px-3 py-2 text-xs text-hold">
      <p>{words.forcing(characters.length)}</p>
      <ul className="flex flex-wrap gap-1">
        {characters.slice(0, SHOWN).map((character) => (
          <li
            key={character}
            className="inline-flex h-6 min-w-6 items-center justify-center rounded bg-surface px-1.5 font-mono text-sm text-ink"
          >
            {character.trim() === '' || character === '\u200b' ? words.space : character}
          </li>
        ))}
        {characters.length > SHOWN && <li className="leading-6">+{characters.length - SHOWN}</li>}
      </ul>
      {characters.some(hasPlainForm) && (
        <Button size="sm" onClick={() => onChange(plainText(text))}>
          {words.plain}
        </Button>
      )}
    </div>
  );
}
