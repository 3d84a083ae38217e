/** Threads with people: who holds the baton, handing over, the inbox. Nothing passes this door yet. */
