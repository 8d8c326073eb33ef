"""The report as one page of HTML a language, with one style sheet: it needs no script and no server."""

import html
from collections.abc import Sequence
from pathlib import Path

from .content import Content
from .report import Report


def page(report: Report, said: Content) -> bytes:
    """Answer the HTML of a report in the language of `said`; charts stand beside it in `charts/`."""
    words = said["words"]
    chapters = "".join(_chapter(at, one, words) for at, one in enumerate(said["chapters"], start=1))
    links = "".join(
        f'<li><a href="#chapter-{at}">{_e(one["title"])}</a></li>'
        for at, one in enumerate(said["chapters"], start=1)
    )
    others = " · ".join(
        f'<a href="../{tag}/index.html" lang="{tag}" hreflang="{tag}">{tag}</a>'
        for tag in report.languages
        if tag != said["tag"]
    )
    short = "".join(f"<li>{_e(one['text'])}{_codes(one['codes'])}</li>" for one in said["in_short"])
    body = (
        f"<header><p>{_e(said['publisher'])}</p><h1>{_e(said['title'])}</h1><p>{_e(said['subtitle'])}</p>"
        f'<p class="aside">{_e(said["made_on"])} · {others}</p>'
        f'<p><a href="report.pdf">PDF</a> · <a href="report.xlsx">XLSX</a> · '
        f'<a href="../datapackage.json">CSV</a></p></header>'
        f"<main><nav><h2>{_e(words['contents'])}</h2><ol>{links}</ol></nav>"
        f"<section><h2>{_e(words['in_short'])}</h2><ul>{short}</ul></section>{chapters}"
        f"{_method(said)}{_sources(said)}</main>"
        f'<footer class="aside"><p>{_e(words["machine_words"])}</p></footer>'
    )
    return (
        f'<!doctype html>\n<html lang="{said["tag"]}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{_e(said["title"])}</title>'
        f'<link rel="stylesheet" href="../report.css"></head><body>{body}</body></html>\n'
    ).encode()


def front_page(report: Report) -> bytes:
    """Answer the HTML that leads to the languages."""
    links = "".join(
        f'<li><a href="{tag}/index.html" lang="{tag}">{_e(report.titles[tag])}</a></li>'
        for tag in report.languages
    )
    first = report.languages[0]
    return (
        f'<!doctype html>\n<html lang="{first}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{_e(report.titles[first])}</title><link rel="stylesheet" href="report.css"></head>'
        f"<body><main><h1>{_e(report.titles[first])}</h1><p>{_e(report.publisher)}</p><ul>{links}</ul></main>"
        "</body></html>\n"
    ).encode()


def style(report: Report) -> bytes:
    """The style sheet of all of them, with the font of each language."""
    faces = "".join(
        f'@font-face {{ font-family: "Report {tag}"; src: url("{tag}/letters.woff2"); font-weight: 100 900; }}\n'
        f':lang({tag}) {{ font-family: "Report {tag}", "Noto Sans", "Segoe UI", Roboto, sans-serif; }}\n'
        for tag in report.languages
    )
    return Path(__file__).with_name("report.css").read_bytes() + faces.encode()


def _chapter(at: int, chapter: Content, words: Content) -> str:
    items = "".join(_item(item, words) for item in chapter["items"])
    return f'<section id="chapter-{at}"><h2>{_e(chapter["title"])}</h2>{items}</section>'


def _item(item: Content, words: Content) -> str:
    if item["kind"] == "figure":
        return _figure(item, words)
    if item["kind"] == "refused":
        return (
            f'<figure id="{item["code"]}"><figcaption>{item["code"]} {_e(item["title"])}</figcaption>'
            f'<p class="aside">{_e(item["text"])}</p></figure>'
        )
    return f'<p class="{item["kind"]}">{_e(item["text"])}{_codes(item["codes"])}</p>'


def _figure(item: Content, words: Content) -> str:
    code = item["code"]
    notes = "".join(f'<p class="aside">{_e(note)}</p>' for note in item["notes"])
    table = _table(item["head"], item["rows"], item["numeric"])
    return (
        f'<figure id="{code}"><figcaption>{code} {_e(item["title"])}</figcaption>'
        f'<img src="charts/{code}.svg" alt="{_e(item["alt"])}" loading="lazy">'
        f'<p class="aside">{_e(item["about"])} · <a href="#how-{code}">{_e(words["method"])}</a></p>{notes}'
        f"<details><summary>{_e(words['table_of'].format(code=code))}</summary>{table}"
        f'<p class="aside">{_e(item["beyond"])}</p></details></figure>'
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> str:
    def cells(tag: str, row: Sequence[str]) -> str:
        return "".join(
            f"<{tag}{' class=number' if is_number else ''}>{_e(text)}</{tag}>"
            for text, is_number in zip(row, numeric, strict=True)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{cells("th", head)}</tr></thead><tbody>{body}</tbody></table></div>'


def _method(said: Content) -> str:
    words = said["words"]
    rows = []
    seen: set[str] = set()
    for one in said["method"]:
        anchor = "" if one["code"] in seen else f' id="how-{one["code"]}"'
        seen.add(one["code"])
        named = f'<a href="{_e(one["address"])}">{one["id"]}</a>' if one["address"] else one["id"]
        parts = (one["measure"], one["formula"], one["rule"], one["unit"])
        how = " · ".join(part for part in parts if part)
        rows.append(
            f'<tr{anchor}><td><a href="#{one["code"]}">{one["code"]}</a></td><td>{named}</td>'
            f'<td>{_e(how)}{_defined(one)}</td><td class="number">{one["rows"]}</td></tr>'
        )
    head = "".join(f"<th>{_e(words[key])}</th>" for key in ("figure", "address", "measure", "rows"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    return (
        f"<section><h2>{_e(words['method'])}</h2><p>{_e(said['texts']['method'])}</p>"
        f'<div class="scroll">{table}</div></section>'
    )


def _defined(one: Content) -> str:
    """What the measure is and what to mind with it, in the language that has words for it."""
    text = " ".join((one["definition"], *one["caveats"]))
    return f'<p class="aside" lang="{one["said_in"]}">{_e(text)}</p>' if one["definition"] else ""


def _sources(said: Content) -> str:
    if not said["sources"]:
        return ""
    words = said["words"]
    head = [words["file"], words["rows"], words["refused"], "sha256"]
    rows = [
        [one["name"], str(one["rows"]), str(one["refused"]), one["sha256"][:16]]
        for one in said["sources"]
    ]
    table = _table(head, rows, [False, True, True, False])
    link = f'<p><a href="account.csv">{_e(words["account"])}</a> ({said["account"]})</p>'
    account = link if said["account"] else ""
    return f"<section><h2>{_e(words['sources'])}</h2><p>{_e(said['texts']['sources'])}</p>{table}{account}</section>"


def _codes(codes: Sequence[str]) -> str:
    return "".join(f' <a href="#{code}">{code}</a>' for code in codes)


def _e(text: str) -> str:
    return html.escape(text)
