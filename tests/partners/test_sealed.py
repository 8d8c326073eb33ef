import pytest

from sampan.partners.sealed import seal, unseal


def test_what_was_sealed_opens_and_does_not_show() -> None:
    sealed = seal("whsec_ລັບ")
    assert unseal(sealed) == "whsec_ລັບ"
    assert seal("whsec_ລັບ") != sealed
    assert ("whsec" in sealed) is False


def test_another_key_does_not_open_it_but_a_fallback_does(settings: object) -> None:
    sealed = seal("secret")
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another key of some length, made for this test alone"
    with pytest.raises(ValueError) as caught:
        unseal(sealed)
    assert str(caught.value) == (
        "A stored secret cannot be opened: it was sealed with another SAMPAN_SECRET_KEY."
    )
    settings.SECRET_KEY_FALLBACKS = [old]
    assert unseal(sealed) == "secret"


def test_a_changed_seal_does_not_open() -> None:
    sealed = seal("secret")
    changed = sealed[:-4] + ("AAA=" if sealed[-4:] != "AAA=" else "BBB=")
    with pytest.raises(ValueError):
        unseal(changed)
