import { describe, expect, it } from 'vitest';
import type { ApiProblem } from '../../../api/problem.ts';
import { id as t } from '../../../i18n/id/index.ts';
import { serverFaults } from './problem-fields.ts';
import { recipientsOf } from './send-draft.ts';

const problem = (more: Partial<ApiProblem>): ApiProblem => ({
  status: 422,
  code: 'messages.recipient_invalid',
  title: 'Penerima bukan nomor telepon',
  remedy: 'Gunakan nomor ponsel lengkap.',
  errors: [],
  ...more,
});

describe('problems of the send form', () => {
  it('says at the field what happened and what to do', () => {
    expect(serverFaults(problem({ field: 'to' }), [], t)).toEqual({
      fields: { to: 'Penerima bukan nomor telepon. Gunakan nomor ponsel lengkap.' },
      rest: null,
    });
  });

  it('names the lines of several recipients', () => {
    const errors = [
      { field: '[0].to', code: 'messages.recipient_invalid', detail: 'The number is too short.' },
      { field: '[1].to', code: 'messages.other', detail: 'Lainnya.' },
    ];
    const recipients = recipientsOf('0812\n\n021');
    expect(serverFaults(problem({ field: '[0].to', errors }), recipients, t).fields).toEqual({
      to: 'Baris 1: bukan nomor ponsel lengkap. Baris 3: Lainnya. Belum ada yang dikirim.',
    });
  });

  it('says the same fault of every recipient once', () => {
    const errors = [0, 1].map((item) => ({ field: `[${item}].text`, detail: 'Terlalu panjang.' }));
    expect(serverFaults(problem({ errors }), recipientsOf('1\n2'), t).fields).toEqual({
      text: 'Terlalu panjang.',
    });
  });

  it('puts what is wrong with a template where it is chosen', () => {
    expect(serverFaults(problem({ field: 'template.variables.nama' }), [], t).fields.content).toBeDefined();
  });

  it('keeps what belongs to no field', () => {
    const other = problem({ field: 'metadata.kode' });
    expect(serverFaults(other, [], t)).toEqual({ fields: {}, rest: other });
  });
});
