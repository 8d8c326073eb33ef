"""The fonts of the four scripts."""

from pathlib import Path

from fontTools.ttLib import TTFont

from sampan.web.fonts import SCRIPTS, build_fonts


def test_a_font_holds_its_script_alone_and_both_weights(tmp_path: Path) -> None:
    for name in set(SCRIPTS) - {"lao"}:  # one is enough to build here; the others take seconds
        (tmp_path / f"{name}.woff2").touch()
    assert build_fonts(tmp_path) == [tmp_path / "lao.woff2"]
    assert (tmp_path / "lao.woff2").stat().st_size < 20_000
    with TTFont(tmp_path / "lao.woff2") as font:
        assert {0x0E81, 0x0EC8, 0x0EDD} <= set(font.getBestCmap())
        assert ord("A") not in font.getBestCmap()
        assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [
            ("wght", 400, 700)
        ]
    assert build_fonts(tmp_path) == []
