"""The tables of facts, one grain each: names, columns, DuckDB types, keys and closed vocabularies, as data."""

from .table import Table, table

KINDS = ("film", "series", "season", "episode", "show", "other")
PARTS = ("director", "cast")
ROLES = ("main", "minor", "service")
PRICES = ("free", "avod", "svod", "tvod")
UNITS = ("minutes", "views", "slots", "points", "hours")
CHANNELS = (
    "domestic_agency",
    "foreign_seller",
    "platform_direct",
    "festival",
    "government_exchange",
)
METHODS = ("self", "identifier", "linked", "decided")
STATUSES = ("licensed", "expired", "none", "unknown")
SERVICES = ("platform", "broadcaster", "cinema", "wire", "market", "other")
OCCASIONS = ("lunar_new_year", "songkran", "ramadan", "hari_raya")
WORLD = "001"  # UN M49: a figure for all territories of a service together


_ALL = (
    table(
        "work",
        "a story or a programme as one source describes it, free of language",
        "work_id VARCHAR*, title VARCHAR*, kind VARCHAR*, year INTEGER, minutes DOUBLE, "
        "language VARCHAR, released DATE",
        key="work_id",
        kind=KINDS,
    ),
    table(
        "title",
        "one title of a work, in one language and script",
        "work_id VARCHAR*, text VARCHAR*, language VARCHAR, script VARCHAR, source VARCHAR*",
    ),
    table(
        "origin",
        "a country that a work comes from; a work without a row here has an unknown origin",
        "work_id VARCHAR*, country VARCHAR*, role VARCHAR*, share DOUBLE*, "
        "position INTEGER*, source VARCHAR*, confidence DOUBLE*",
        key="work_id country",
        role=ROLES,
    ),
    table(
        "genre",
        "a genre of a work, in the scheme of its source",
        "work_id VARCHAR*, scheme VARCHAR*, code VARCHAR*",
        key="work_id scheme code",
    ),
    table(
        "credit",
        "a person of a work, by name",
        "work_id VARCHAR*, name VARCHAR*, role VARCHAR*",
        role=PARTS,
    ),
    table(
        "identifier",
        "the number of a work in a register, as IMDb, TMDB or EIDR",
        "work_id VARCHAR*, scheme VARCHAR*, value VARCHAR*",
    ),
    table(
        "same",
        "that a work is the work same_id, as another source describes it",
        "work_id VARCHAR*, same_id VARCHAR*, method VARCHAR*, probability DOUBLE*",
        key="work_id",
        method=METHODS,
    ),
    table(
        "offer",
        ""
        "that a service offers a work in a territory over some days; no first or last day: not known",
        "work_id VARCHAR*, service_id VARCHAR*, territory VARCHAR*, date_from DATE, "
        "date_to DATE, price_model VARCHAR, audio VARCHAR, sub VARCHAR, source_id VARCHAR*",
        price_model=PRICES,
    ),
    table(
        "engagement",
        "how much of a work was watched or shown on a service in a territory over a period",
        "work_id VARCHAR*, service_id VARCHAR*, territory VARCHAR*, period_start DATE*, "
        "period_days INTEGER*, unit VARCHAR*, value DOUBLE*, rank INTEGER, segment VARCHAR, "
        "source_id VARCHAR*",
        unit=UNITS,
        adds_up=True,
    ),
    table(
        "spot",
        "that a service promoted a work at a place of its home page on a day",
        "work_id VARCHAR*, service_id VARCHAR*, territory VARCHAR*, date DATE*, "
        "position INTEGER, source_id VARCHAR*",
        adds_up=True,
    ),
    table(
        "introduction",
        "who brought a work into a territory, by which channel, on which day",
        "work_id VARCHAR*, territory VARCHAR*, agent VARCHAR, channel VARCHAR*, date DATE, "
        "deal VARCHAR, source_id VARCHAR*",
        channel=CHANNELS,
    ),
    table(
        "respondent",
        "a person who answered a survey, with a weight",
        "respondent_id VARCHAR*, survey_id VARCHAR*, territory VARCHAR, age VARCHAR, "
        "sex VARCHAR, income VARCHAR, education VARCHAR, weight DOUBLE*",
        key="survey_id respondent_id",
    ),
    table(
        "answer",
        "what a respondent answered to one item of a survey",
        "respondent_id VARCHAR*, survey_id VARCHAR*, item VARCHAR*, value VARCHAR*",
        key="survey_id respondent_id item value",
    ),
    table(
        "match",
        "which work a title of a source was taken for, how, and with what probability",
        "source_id VARCHAR*, source_title VARCHAR*, work_id VARCHAR*, method VARCHAR*, "
        "probability DOUBLE*",
        key="source_id source_title",
        method=METHODS,
    ),
    table(
        "doubt",
        "a pair that a person should decide, with the evidence for and against it",
        "source_id VARCHAR*, source_title VARCHAR*, work_id VARCHAR*, probability DOUBLE*, "
        "evidence VARCHAR*",
        key="source_id source_title work_id",
    ),
    table(
        "licence",
        "whether a work was licensed on a service in a territory over some days",
        "work_id VARCHAR*, service_id VARCHAR*, territory VARCHAR*, date_from DATE, "
        "date_to DATE, status VARCHAR*",
        status=STATUSES,
    ),
    table(
        "holder",
        "the country of whoever holds the rights in a work",
        "work_id VARCHAR*, territory VARCHAR*, source VARCHAR*",
        key="work_id territory",
    ),
    table(
        "territory",
        "a territory, and the bloc that it belonged to over some days; no bloc: outside both",
        "code VARCHAR*, name VARCHAR*, bloc VARCHAR, date_from DATE, date_to DATE",
        key="code bloc date_from",
    ),
    table(
        "service",
        "where works are offered or shown",
        "service_id VARCHAR*, name VARCHAR*, kind VARCHAR*",
        key="service_id",
        kind=SERVICES,
    ),
    table(
        "calendar",
        "a day that belongs to a season of holidays",
        "day DATE*, occasion VARCHAR*",
        key="day occasion",
        occasion=OCCASIONS,
    ),
    table(
        "source",
        "a file or a hand-over of rows, as it was read",
        "source_id VARCHAR*, name VARCHAR*, path VARCHAR, sha256 VARCHAR, reader VARCHAR*, "
        "read_at VARCHAR, rows BIGINT*, refused BIGINT*",
        key="source_id",
    ),
)
TABLES: dict[str, Table] = {each.name: each for each in _ALL}
