"""The contract as a document: the seller's language and the buyer's side by side, every grant by its clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from sampan.catalogue.models import GrantVerb, Work
from sampan.engines.rights.money import Money, allot
from sampan.engines.typesetting import installed_fonts, typeset
from sampan.partners.models import Organisation

from .clauses import Article, Clause, clauses
from .models import Contract
from .naming import names_of
from .paper_words import PAPER, Words, paper_language, words_in
from .terms import Line, Price, PriceModel, Rights, Terms, fraction


def contract_pdf(contract: Contract) -> bytes:
    """The same contract gives the same bytes."""
    left, right = languages_of(contract)
    deal = Deal.of(contract)
    writers = [ClauseWriter(deal, words_in(tag)) for tag in (left, right)]
    articles = [
        {
            "number": one["number"],
            "titles": [one["title"], other["title"]],
            "clauses": [
                {"number": number, "texts": [text, theirs]}
                for (number, text), (_number, theirs) in zip(
                    one["clauses"], other["clauses"], strict=True
                )
            ],
        }
        for one, other in zip(*(writer.articles() for writer in writers), strict=True)
    ]
    data = {
        "left": left,
        "right": right,
        "title": writers[0].title(),
        "titles": [writer.title() for writer in writers],
        "leads": [writer.words.say("draft") for writer in writers],
        "foot": f"{contract.number} · SHA-256 {contract.offer.digest}",
        "articles": articles,
        "parties": [
            {
                "tag": left,
                "name": _name(contract.seller, left),
                "role": writers[0].words.say("licensor"),
            },
            {
                "tag": right,
                "name": _name(contract.buyer, right),
                "role": writers[1].words.say("licensee"),
            },
        ],
    }
    return typeset(
        PAPER / "contract.typ", data, fonts=installed_fonts(), made_at=contract.agreed_at
    )


def languages_of(contract: Contract) -> tuple[str, str]:
    """The seller's language and the buyer's; English beside it where both write the same."""
    left = paper_language(contract.seller.languages)
    right = paper_language(contract.buyer.languages)
    if left == right:
        right = "en" if left != "en" else paper_language([*contract.buyer.languages[1:], "en"])
    return left, right


def _name(house: Organisation, tag: str) -> str:
    """In its own first language as it writes itself, with the international name beside it."""
    if house.name_own and tag == (house.languages or [""])[0]:
        return f"{house.name_own} ({house.name})" if house.name_own != house.name else house.name
    return house.name


@dataclass(frozen=True, slots=True)
class Deal:
    """What a document is written from; `number` and `agreed_on` are empty while it is still talked about."""

    terms: Terms
    seller: Organisation
    buyer: Organisation
    works: Sequence[Work]
    number: str = ""
    offer: int = 0
    digest: str = ""
    agreed_on: date | None = None

    @classmethod
    def of(cls, contract: Contract) -> Self:
        return cls(
            terms=contract.offer.said,
            seller=contract.seller,
            buyer=contract.buyer,
            works=list(contract.negotiation.works.all()),
            number=contract.number,
            offer=contract.offer.number,
            digest=contract.offer.digest,
            agreed_on=contract.agreed_at.date(),
        )


class ClauseWriter:
    """The articles of one deal in one language."""

    def __init__(self, deal: Deal, words: Words) -> None:
        self.deal, self.terms, self.words = deal, deal.terms, words
        named = names_of(deal.works, words.tag)
        self.titles = {str(work.key): named[work.pk].text for work in deal.works}
        self.clauses = list(clauses(self.terms))

    def title(self) -> str:
        return self.words.say("title", number=self.deal.number)

    def articles(self) -> Iterator[dict[str, Any]]:
        parts = (
            (Article.PARTIES, "parties", self._parties()),
            (Article.RIGHTS, "rights", self._rights()),
            (Article.HOLDBACKS, "holdbacks", self._of(Article.HOLDBACKS, self._holdback)),
            (Article.OPTIONS, "options", self._of(Article.OPTIONS, self._option)),
            (Article.PRICE, "price", self._price()),
            (Article.DELIVERY, "materials", self._materials()),
            (Article.REPORTS, "reports", self._reports()),
            (Article.END, "end", [self.words.say("ending")]),
            (Article.LAW, "law", self._law()),
        )
        for article, key, texts in parts:
            numbered = [(f"{article}.{n}", text) for n, text in enumerate(texts, start=1)]
            yield {"number": str(article), "title": self.words.say(key), "clauses": numbered}

    def _parties(self) -> list[str]:
        deal, say, tag = self.deal, self.words.say, self.words.tag
        party = say(
            "party",
            licensor=_name(deal.seller, tag),
            licensor_place=self.words.place(deal.seller.territory),
            licensee=_name(deal.buyer, tag),
            licensee_place=self.words.place(deal.buyer.territory),
        )
        if deal.agreed_on is None:
            return [party]
        day, digest = self.words.day(deal.agreed_on), _breakable(deal.digest)
        return [party, say("agreed", day=day, offer=deal.offer, digest=digest)]

    def _rights(self) -> list[str]:
        grants = [self._grant(one) for one in self.clauses if _is_in(one, Article.RIGHTS)]
        return [*grants, self.words.say("ai")]

    def _grant(self, clause: Clause) -> str:
        line = self.terms.lines[clause.line]
        kind = "exclusive" if clause.verb == GrantVerb.OUT_EXCLUSIVE else "nonexclusive"
        said = [self._said("grant", clause, kind=self.words.say(_way(kind, line)))]
        if line.runs:
            said.append(self.words.say("runs", runs=line.runs))
        key = "sublicensing" if line.sublicensing else "no_sublicensing"
        said.append(self.words.say(key, depth=line.sublicensing))
        if line.overspill:
            said.append(self.words.say("overspill"))
        return " ".join(said)

    def _holdback(self, clause: Clause) -> str:
        return self._said(_way("holdback", self.terms.lines[clause.line]), clause)

    def _option(self, clause: Clause) -> str:
        line = self.terms.lines[clause.line]
        assert line.option is not None
        number = f"{Article.RIGHTS}.{clause.line + 1}"
        lapses = self.words.day(line.option.lapses_on)
        return self._said(_way("option", line), clause, clause=number, lapses=lapses)

    def _of(self, article: Article, write: Any) -> list[str]:
        found = [write(one) for one in self.clauses if _is_in(one, article)]
        return found or [self.words.say("none")]

    def _said(self, key: str, of: Clause, **gaps: object) -> str:
        box = of.rights.box()
        return self.words.say(
            key,
            **{
                "title": self.titles[self.terms.lines[of.line].work],
                "uses": self.words.uses(box.uses),
                "territories": self.words.territories(box.territories),
                "languages": self.words.languages(box.languages),
                "period": self._period(of.rights),
                **gaps,
            },
        )

    def _period(self, rights: Rights) -> str:
        start = self.words.day(rights.start_on)
        if rights.end_on is None:
            return self.words.say("endless", start=start)
        last = self.words.day(rights.end_on - timedelta(days=1))
        return self.words.say("until", start=start, last=last)

    def _price(self) -> list[str]:
        price, say = self.terms.price, self.words.say
        texts = [
            say(
                price.model.value,
                amount=price.money,
                share=price.share,
                per_stream=price.per_stream,
                currency=price.currency,
                clauses=self._returned(),
            )
        ]
        texts += self._milestones(price)
        if price.model == PriceModel.GUARANTEE and len(self.terms.sold_works) > 1:
            texts.append(self._apart(price))
        for key in ("withholding", "commission"):
            if percent := getattr(price, key):
                texts.append(say(key, percent=percent))
        return texts

    def _apart(self, price: Price) -> str:
        """How the titles share the guarantee."""
        if not any(line.part for line in self.terms.lines):
            return self.words.say("cross" if price.cross_collateral else "apart")
        parts = (
            f"{self.titles[work]}: {Money(price.currency, minor)}"
            for work, minor in self.terms.guarantees.items()
        )
        return self.words.say("divided", parts="; ".join(parts))

    def _returned(self) -> str:
        """The numbers of the clauses by which the seller gets rights in return."""
        places = (place for place, line in enumerate(self.terms.lines, start=1) if line.returned)
        return ", ".join(f"{Article.RIGHTS}.{place}" for place in places)

    def _milestones(self, price: Price) -> list[str]:
        if not self.terms.milestones:
            return []
        amounts = allot(price.amount, [fraction(one.share) for one in self.terms.milestones])
        said = []
        for one, minor in zip(self.terms.milestones, amounts, strict=True):
            amount = Money(price.currency, minor)
            if one.when in {"signature", "delivery"}:
                said.append(self.words.say(one.when, amount=amount))
            else:
                day = self.words.day(date.fromisoformat(one.when))
                said.append(self.words.say("day", amount=amount, day=day))
        return said

    def _materials(self) -> list[str]:
        say = self.words.say
        return [
            say("deliverable", material=self.words.material(one.kind, one.language), days=one.days)
            for one in self.terms.delivery
        ] or [say("none")]

    def _reports(self) -> list[str]:
        owes = self.terms.price.model not in (PriceModel.FLAT, PriceModel.BARTER)
        return [self.words.say("report" if owes else "no_report")]

    def _law(self) -> list[str]:
        texts = [self.terms.law or self.words.say("law_default"), self.words.say("equal")]
        return [*texts, *([self.terms.notes] if self.terms.notes else [])]


def _way(key: str, line: Line) -> str:
    """The words of a clause where the licensee gives and the licensor gets."""
    return f"{key}_back" if line.returned else key


def _is_in(clause: Clause, article: Article) -> bool:
    return clause.number.startswith(f"{article}.")


def _breakable(digest: str) -> str:
    """With places at which a line may end, in eights."""
    return "\u200b".join(digest[at : at + 8] for at in range(0, len(digest), 8))
