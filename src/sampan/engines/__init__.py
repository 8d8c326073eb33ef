"""Plain Python that answers questions: no Django, no network, no globals."""
