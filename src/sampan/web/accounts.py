"""How allauth behaves here: nobody signs up by themselves; people are invited by their organisation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False
