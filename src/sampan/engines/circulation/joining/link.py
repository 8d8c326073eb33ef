"""Pairs of records and the probability of each that they are one work: Splink over DuckDB."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]

from .evidence import compared, names, sentence
from .records import Record, row
from .weights import weights

_Kind = Literal["link_only", "dedupe_only"]
_KEPT = 1e-3  # pairs under this are told to nobody
_COLUMNS = pa.schema(
    [
        ("unique_id", pa.string()), ("source_dataset", pa.string()), ("source", pa.string()), ("kind", pa.string()),
        ("name", pa.string()), ("names", pa.list_(pa.string())), ("originals", pa.list_(pa.string())),
        ("keys", pa.list_(pa.string())), ("head", pa.string()), ("tongue", pa.string()),
        ("tongues", pa.list_(pa.string())), ("is_told", pa.bool_()), ("year", pa.int32()), ("minutes", pa.float64()),
        ("released", pa.date32()), ("seen", pa.date32()), ("people", pa.list_(pa.string())),
        ("registers", pa.list_(pa.string())), ("claims", pa.int32()),
        ("countries", pa.list_(pa.string())), ("services", pa.list_(pa.string())),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two works that may be one, how likely that is, and the evidence in words."""

    left: str
    right: str
    probability: float
    evidence: str


def link(listed: Sequence[Record], described: Sequence[Record]) -> list[Pair]:
    """Pairs of a title from a list and a description that may be of it, the likeliest first for each title."""
    if not listed or not described:
        return []
    left = [row(record) | {"source_dataset": "a"} for record in listed]
    right = [row(record) | {"source_dataset": "b"} for record in described]
    return _predict([left, right], "link_only", _same_key_or_head())


def link_descriptions(described: Sequence[Record]) -> list[Pair]:
    """Pairs of descriptions by different sources that may be of one work."""
    if len({record.source for record in described}) < 2:
        return []
    rows = [row(record) | {"source_dataset": "b"} for record in described]
    return _predict([rows], "dedupe_only", _other_source())


# Splink takes a third of a second to load: only who joins waits for it, no reader of a file.
def _same_key_or_head() -> list[Any]:
    from splink import block_on  # noqa: PLC0415

    return [block_on("keys", arrays_to_explode=["keys"]), block_on("head", "kind")]


def _other_source() -> list[Any]:
    from splink.blocking_rule_library import CustomRule  # noqa: PLC0415

    return [CustomRule("l.keys = r.keys AND l.source <> r.source", arrays_to_explode=["keys"])]


def _predict(tables: list[list[dict[str, object]]], kind: _Kind, rules: list[Any]) -> list[Pair]:
    from splink import DuckDBAPI, Linker, SettingsCreator  # noqa: PLC0415

    logging.getLogger("splink").setLevel(logging.ERROR)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        api = DuckDBAPI(connection=connection)
        inputs = []
        for number, rows in enumerate(tables):
            table = pa.Table.from_pylist(rows, schema=_COLUMNS)
            connection.register(f"arrow_{number}", table)
            connection.execute(f"CREATE TABLE records_{number} AS SELECT * FROM arrow_{number}")  # noqa: S608 - a number
            inputs.append(api.register(f"records_{number}"))
        settings = SettingsCreator(
            link_type=kind,
            probability_two_random_records_match=weights()["odds"] / (1 + weights()["odds"]),
            comparisons=[*compared()],
            blocking_rules_to_generate_predictions=rules,
            retain_intermediate_calculation_columns=False,
            retain_matching_columns=True,
        )
        linker = Linker(inputs, settings, log_level=logging.ERROR)
        table = linker.inference.predict(threshold_match_probability=_KEPT).physical_name
        gammas = ", ".join(f"gamma_{name}" for name in names())
        found = connection.execute(
            f"SELECT unique_id_l, unique_id_r, match_probability, {gammas} FROM {table} "  # noqa: S608 - our own names
            "ORDER BY unique_id_l, match_probability DESC, unique_id_r"
        ).fetchall()
    return [
        Pair(left, right, probability, sentence(dict(zip(names(), told, strict=True))))
        for left, right, probability, *told in found
    ]
