/** One-time codes: sending, checking, limits and fraud protection. Nothing passes this door yet. */
