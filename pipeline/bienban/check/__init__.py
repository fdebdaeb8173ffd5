"""Records -> flags, and the account of every numeral."""
