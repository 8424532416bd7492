"""Reading: the Korean places that a running text names, where they stand, and what each means."""
