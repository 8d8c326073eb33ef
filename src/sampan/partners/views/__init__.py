"""Pages about the house itself: its people, its keys, its events; and the operator's."""
