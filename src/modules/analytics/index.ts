/** What was automated, what it saved, and how fair it was. Nothing passes this door yet. */
