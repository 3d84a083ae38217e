/** Segments, broadcasts and journeys. Nothing passes this door yet. */
