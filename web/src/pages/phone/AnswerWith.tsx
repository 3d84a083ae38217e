import { MapPin, Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { useUpload } from '../../api/upload.ts';
import type { MediaKind } from '../../contracts/message-content.ts';
import { useT } from '../../i18n/I18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { kindOfFile } from '../../ui/phone/kind-of-file.ts';
import { useReply } from './use-phone.ts';

/** Jakarta's best known place. */
const PLACE = { latitude: -6.1754, longitude: 106.8272 };

/** A person's other ways to answer: a file, or where they are. */
export function AnswerWith({ phone, to }: { phone: string; to: string }) {
  const words = useT().content.answer;
  const reply = useReply(() => undefined);
  const upload = useUpload();
  const input = useRef<HTMLInputElement>(null);
  const busy = reply.isPending || upload.isPending;
  const sendFile = async (file: File): Promise<void> => {
    const kind: MediaKind = kindOfFile(file.type);
    const stored = await upload.mutateAsync({ file, purpose: 'media' }).catch(() => undefined);
    if (stored === undefined) return;
    const { id, mime, name: filename } = stored;
    reply.mutate({ phone, to, content: { type: 'media', kind, file: id, mime, caption: null, filename } });
  };
  return (
    <div className="mb-2 flex gap-2">
      <input
        ref={input}
        type="file"
        aria-label={words.file}
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) void sendFile(file);
          target.value = '';
        }}
      />
      <Button
        size="sm"
        icon={Paperclip}
        busy={upload.isPending}
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        {words.file}
      </Button>
      <Button
        size="sm"
        icon={MapPin}
        disabled={busy}
        onClick={() =>
          reply.mutate({ phone, to, content: { type: 'location', ...PLACE, name: words.placeName } })
        }
      >
        {words.place}
      </Button>
    </div>
  );
}
