export const messages = {
  title: 'Pesan',
};
