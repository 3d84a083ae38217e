/** A page as the younger APIs give it. Their lists are short here, so one page holds everything. */
export function metaPage(
  key: string,
  items: readonly Readonly<Record<string, unknown>>[],
  url: string,
): Record<string, unknown> {
  return {
    [key]: items,
    meta: {
      key,
      page: 0,
      page_size: Math.max(50, items.length),
      url,
      first_page_url: url,
      previous_page_url: null,
      next_page_url: null,
    },
  };
}
