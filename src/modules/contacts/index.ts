/** People and their addresses on each channel: merging, splitting, fields, tags, import. Nothing passes this door yet. */
