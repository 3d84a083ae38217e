/** Articles, intents and answers that the bot may use. Nothing passes this door yet. */
