/** What WhatsApp takes in the header of a template, as a file input names it. */
export const HEADER_FILES: Readonly<Record<'image' | 'video' | 'document', string>> = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4,video/3gpp',
  document: '.pdf,application/pdf',
};
