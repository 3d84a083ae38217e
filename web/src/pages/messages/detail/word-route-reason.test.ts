import { describe, expect, it } from 'vitest';
import { RouteReason } from '../../../contracts/routing.ts';
import { id } from '../../../i18n/id/index.ts';
import { wordRouteReason } from './word-route-reason.ts';

const nameOf = (channel: string) => ({ chn_1: 'Utama', chn_2: 'Cadangan', chn_3: 'Pos' })[channel];
const said = (reason: object) =>
  wordRouteReason(RouteReason.parse({ channel: 'chn_1', ...reason }), nameOf, { t: id, locale: 'id' });

describe('why a message took its channel', () => {
  it.each([
    [{ by: 'named', strategy: 'named' }, ['Pesan menyebut kanal ini.']],
    [{ by: 'default', strategy: 'priority' }, [id.routes.reason.byDefault]],
    [
      {
        by: 'route',
        strategy: 'ordered',
        route: { id: 'rut_1', name: 'OTP' },
        matched: ['class', 'operator'],
      },
      ['Cocok dengan rute “OTP” karena jenis pesan dan operator.'],
    ],
    [
      { by: 'route', strategy: 'cheapest', route: { id: 'rut_1', name: 'Murah' }, despite: 'breaker_open' },
      [
        'Cocok dengan rute “Murah”.',
        'Kanal sehat yang termurah.',
        'Kanal ini diistirahatkan karena sering gagal, tetapi tidak ada kanal lain.',
      ],
    ],
  ])('%j', (reason, sentences) => {
    expect(said(reason).sentences).toEqual(sentences);
  });

  it('names each skipped channel once, deleted ones too, and the spares', () => {
    const story = said({
      by: 'route',
      strategy: 'ordered',
      route: { id: 'rut_1', name: 'OTP' },
      skipped: [
        { channel: 'chn_9', why: 'deleted' },
        { channel: 'chn_2', why: 'unhealthy' },
        { channel: 'chn_2', why: 'unhealthy' },
      ],
      fallbacks: ['chn_2', 'chn_3'],
    });
    expect(story.skipped.map(({ name, why }) => [name, why])).toEqual([
      ['kanal terhapus', 'deleted'],
      ['Cadangan', 'unhealthy'],
    ]);
    expect(story.fallback).toBe('Bila perlu pindah ke Cadangan atau Pos, sekali.');
  });
});
