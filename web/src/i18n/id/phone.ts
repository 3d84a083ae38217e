export const phone = {
  title: 'Ponsel virtual',
};
