"""Make tables/samples.tsv of the language engine: sentences of the demonstration, a language and a sentence a line.

They estimate the means of a model for which no table of means comes. All of them were written for this project.
"""

from pathlib import Path

from sampan.cli.demo.content_files import journey_story, paragraphs, stories
from sampan.engines.language import sentences

TABLE = Path(__file__).parents[1] / "src/sampan/engines/language/tables/samples.tsv"
MOST = 60  # of a language
LEAST, LONGEST = 12, 400  # characters


def main() -> None:
    found: dict[str, list[str]] = {}
    for story in [*stories(), journey_story("old-tea.toml"), journey_story("river-dolphins.toml")]:
        language = story["language"]
        for paragraph in paragraphs(story):
            spans = sentences(paragraph, language)
            found.setdefault(language, []).extend(paragraph[s.start : s.end].strip() for s in spans)
    lines = []
    for language in sorted(found):
        own = [
            " ".join(one.split())
            for one in dict.fromkeys(found[language])
            if LEAST <= len(one) <= LONGEST
        ]
        step = max(1, len(own) // MOST)
        lines += [f"{language}\t{sentence}\n" for sentence in own[::step][:MOST]]
        print(language, len(own[::step][:MOST]))
    TABLE.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
