"""Check characters of EIDR and ISAN."""

import pytest

from sampan.engines.rights.ids import eidr_fault, isan_fault


@pytest.mark.parametrize(
    "text",
    [
        "10.5240/7791-8534-2C23-9030-8610-5",
        "md:cid:eidr-s:F85A-E100-B068-5B8F-B1C8-T",
        "md:alid:eidr-x:F85A-E100-B068-5B8F-B1C8-T:trailer",
        "urn:eidr:10.5240:7791-8534-2C23-9030-8610-5",
        "VIEW_MT_2006",
    ],
)
def test_right_or_no_eidr_at_all(text: str) -> None:
    assert eidr_fault(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "md:cid:eidr-s:F85A-E100-B068-5B8F-B1C8-U",
            "md:cid:eidr-s:F85A-E100-B068-5B8F-B1C8-U ends with U; by its digits the check character is T.",
        ),
        (
            "10.5240/GGGG-8534-2C23-9030-8610-5",
            (
                "10.5240/GGGG-8534-2C23-9030-8610-5 is no EIDR; it has five groups of four hexadecimal digits "
                "and a check character."
            ),
        ),
    ],
)
def test_a_wrong_eidr_is_a_sentence(text: str, said: str) -> None:
    assert eidr_fault(text) == said


def test_isan_with_and_without_its_version() -> None:
    assert isan_fault("0000-0000-D07A-0090-Q") is None
    assert isan_fault("0000-0000-D07A-0090-Q-0000-0000-X") is None
    assert isan_fault("0000-0000-D07A-0090-A") == (
        "0000-0000-D07A-0090-A has the check character A where its digits want Q."
    )
    assert isan_fault("12") == (
        "12 is no ISAN; write it as 0000-0000-D07A-0090-Q, with its version after that if it has one."
    )
