"""Pages of the wire. Each loads, calls one service, renders."""
