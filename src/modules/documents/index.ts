/** Uploaded papers: extraction, rules, and the exceptions that people look at. Nothing passes this door yet. */
