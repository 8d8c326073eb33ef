"""Where people work. A desk is a Django app; desks hear of one another by events alone."""
