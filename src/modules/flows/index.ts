/** Conversation definitions, their versions, and the engine that runs them. Nothing passes this door yet. */
