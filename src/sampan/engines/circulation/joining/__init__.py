"""Which titles are one work: titles taken apart, records compared, pairs weighed, doubts left to people."""
