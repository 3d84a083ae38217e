import { defineErrors } from '../../platform/problem.ts';

export const billingErrors = defineErrors('billing', {
  price_exists: {
    status: 409,
    retry: false,
    title: { en: 'There is a price from that moment already', id: 'Sudah ada harga mulai saat itu' },
    remedy: {
      en: 'Choose another start; prices are never changed afterwards.',
      id: 'Pilih awal berlaku yang lain; harga tidak pernah diubah sesudahnya.',
    },
  },
});
