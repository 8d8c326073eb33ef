"""A royalty statement on paper, and as a table; both say what the kept bytes say."""

import csv
import io
import json
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sampan.catalogue.models import Work
from sampan.catalogue.wording import reader_language
from sampan.engines.rights.money import Money
from sampan.engines.typesetting import installed_fonts, typeset

from .models import RoyaltyStatement
from .naming import names_of
from .paper_words import PAPER, words_in

_COLUMNS = ("title", "until", "currency", "amount", "streams", "converted", "rate")


def statement_csv(statement: RoyaltyStatement) -> bytes:
    """Its receipts, then its lines; UTF-8 with a mark, so that spreadsheets read it."""
    told, names = json.loads(statement.content), _names(statement)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for key, until, currency, minor, streams, converted, rate in told["receipts"]:
        amounts = (_figure(currency, minor), streams, _figure(told["currency"], converted))
        writer.writerow([_safe(names[key]), until, currency, *amounts, _safe(rate)])
    writer.writerow([])
    writer.writerow(["titles", "line", "party", "currency", "cumulative", "now"])
    for account in told["accounts"]:
        titles = _safe(" · ".join(names[key] for key in account["works"]))
        for tier, party, minor, now in account["lines"]:
            figures = (_figure(told["currency"], minor), _figure(told["currency"], now))
            writer.writerow([titles, tier, party, told["currency"], *figures])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def statement_pdf(statement: RoyaltyStatement) -> bytes:
    """In the reader's language; the same statement gives the same bytes."""
    told, names = json.loads(statement.content), _names(statement)
    contract, currency = statement.contract, told["currency"]
    words = words_in(reader_language())
    data: dict[str, Any] = {
        "tag": words.tag,
        "title": _("Royalty statement %(number)s to contract %(contract)s")
        % {"number": statement.number, "contract": contract.number},
        "lead": _("%(licensee)s to %(licensor)s, up to %(day)s")
        % {
            "licensee": contract.buyer.name,
            "licensor": contract.seller.name,
            "day": words.day(date.fromisoformat(told["until"])),
        },
        "receipts_title": _("Receipts"),
        "receipts_head": [_("Title"), _("Up to"), _("Amount"), _("Streams"), _("Converted"), _("Rate")],
        "receipts": [
            [names[key], until, str(Money(code, minor)), f"{streams:,}" if streams else "–",
             str(Money(currency, converted)), rate or "–"]
            for key, until, code, minor, streams, converted, rate in told["receipts"]
        ],
        "accounts": [
            {
                "title": " · ".join(names[key] for key in account["works"]),
                "receipts": f"{_('Receipts so far')}: {Money(currency, account['receipts'])}",
                "head": [_("Line"), _("Party"), _("So far"), _("This time")],
                "lines": [
                    [str(_tier(tier)), str(_party(party)), str(Money(currency, minor)), str(Money(currency, now))]
                    for tier, party, minor, now in account["lines"]
                ],
            }
            for account in told["accounts"]
        ],
        "due": f"{_('Owed by this statement')}: {Money(currency, told['due'])}",
        "foot": f"SHA-256 {statement.digest}",
    }  # fmt: skip
    return typeset(
        PAPER / "statement.typ", data, fonts=installed_fonts(), made_at=statement.made_at
    )


def _tier(name: str) -> str:
    names = {
        "share": _("Licensee's share"),
        "guarantee": _("Guarantee recouped"),
        "deductions": _("Deductions"),
        "royalty": _("Royalty"),
    }
    return names.get(name, name)


def _party(name: str) -> str:
    names = {
        "licensor": _("Licensor"),
        "licensee": _("Licensee"),
        "tax": _("Tax"),
        "agent": _("Commission"),
    }
    return names.get(name, name)


def _names(statement: RoyaltyStatement) -> dict[str, str]:
    works = list(Work.objects.filter(pk__in=statement.contract.negotiation.works.values("pk")))
    names = names_of(works)
    return {str(work.key): names[work.pk].text for work in works}


def _figure(currency: str, minor: int) -> str:
    return str(Money(currency, minor)).partition(" ")[2].replace(",", "")


def _safe(text: str) -> str:
    """No cell that a spreadsheet would take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
