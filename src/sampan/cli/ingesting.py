"""One file into the wire, and what to print of it."""

from pathlib import Path
from typing import Any

from sampan.catalogue.content import Content
from sampan.desks.newswire.models import Intake, Message
from sampan.desks.newswire.models.intake import Channel
from sampan.desks.newswire.services import receive
from sampan.partners.actor import Actor

from .output import CannotRun, read_input

Row = dict[str, Any]


def ingest_file(*, actor: Actor, path: str, is_named: bool) -> tuple[list[Row], bool]:
    """The rows of the file's stories, and whether it held any."""
    name = "standard input" if path == "-" else Path(path).name
    try:
        data = read_input(path)
    except CannotRun as fault:
        return [{"file": name, "problem": fault.message}], False
    channel = Channel.UPLOAD if is_named else Channel.FOLDER
    message = receive(actor=actor, name=name, data=data, channel=channel)
    if message.problem:
        return [{"file": name, "problem": message.problem}], False
    return [_row(name, message, intake) for intake in message.intakes.order_by("pk")], True


def _row(name: str, message: Message, intake: Intake) -> Row:
    version = intake.edition.latest
    assert version is not None
    content = Content.from_json(version.content)
    return {
        "file": name,
        "id": intake.edition.uri,
        "language": intake.edition.language,
        "headline": content.headline,
        "paragraphs": list(content.paragraphs),
        "set_aside": intake.set_aside,
        "repairs": intake.repairs,
        "format": message.format,
        "digest": version.digest,
    }
