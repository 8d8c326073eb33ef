"""Makes the small web fonts of Thai, Lao, Khmer and Burmese out of the installed font package.

They are made on the machine that serves them (`./run setup`, or the first `sampan serve`) and never kept in the tree.
"""

import sys
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# The same ranges stand in sampan.css.
SCRIPTS = {
    "lao": ("notosanslao/NotoSansLao[wdth,wght].ttf", "0E80-0EFF"),
    "thai": ("notosansthai/NotoSansThai[wdth,wght].ttf", "0E00-0E7F"),
    "khmer": ("notosanskhmer/NotoSansKhmer[wdth,wght].ttf", "1780-17FF,19E0-19FF"),
    "myanmar": ("notosansmyanmar/NotoSansMyanmar[wdth,wght].ttf", "1000-109F,A9E0-A9FF,AA60-AA7F"),
}
# What the shaper may want besides the letters: blank, joiners, the dotted circle.
ALWAYS = "0020,00A0,200B-200D,25CC"


def build_fonts(folder: Path) -> list[Path]:
    """Makes the files that are missing and says which ones; a second call does nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, (source, unicodes) in SCRIPTS.items():
        target = folder / f"{name}.woff2"
        if not target.exists():
            _build(
                Path(str(files("justmytype_intl_sea") / "fonts" / "ofl" / source)), unicodes, target
            )
            made.append(target)
    return made


def _build(source: Path, unicodes: str, target: Path) -> None:
    with TTFont(source) as font:
        options = Options(layout_features=["*"], notdef_outline=True, hinting=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=parse_unicodes(f"{unicodes},{ALWAYS}"))
        subsetter.subset(font)
        instancer.instantiateVariableFont(font, {"wdth": 100, "wght": (400, 700)}, inplace=True)
        font.flavor = "woff2"
        # Renamed in one step, so that a server that starts meanwhile never sees half a font.
        part = target.with_suffix(".part")
        font.save(part)
        part.replace(target)


if __name__ == "__main__":
    for path in build_fonts(Path(sys.argv[1])):
        sys.stdout.write(f"{path}: {path.stat().st_size} bytes\n")
