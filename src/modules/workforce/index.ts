/** Capacity, shifts and the balance of work between people. Nothing passes this door yet. */
