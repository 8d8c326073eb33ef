"""The files of a report are made: PDF and workbook in each language, slides, the data behind."""

import io
import tempfile
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from sampan.catalogue import assets
from sampan.desks.report import rules
from sampan.desks.report.contents import digest_of
from sampan.desks.report.models import Report, ReportFile, Task, TaskKind
from sampan.desks.report.printing import document_of, files_in
from sampan.desks.report.watching import UNWATCHED, Watch
from sampan.engines.circulation import document
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Refused

from .tasks import begin
from .writing import told


@transaction.atomic
def ask_files(*, actor: Actor, report: Report) -> Task:
    """Have the files of the report made as it is now; the worker makes them."""
    if not rules.may_sign(actor, report):
        raise Refused(_("The files of a report are made for its own house."))
    data = told(report)
    event = events.record(name="report.files.asked", subject=report, actor=actor, data=data)
    return begin(event, TaskKind.FILES, report)


def make_files(*, report: Report, watch: Watch = UNWATCHED) -> int:
    """Set, draw and pack everything; what was there of an earlier state is replaced at once. How many files."""
    digest = digest_of(report)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        formats = ("pdf", "xlsx", "png", "csv")
        document.build(document_of(report), folder, formats=formats, progress=watch.tell)
        made = list(files_in(folder, report))
    with transaction.atomic():
        report.files.all().delete()
        for file, language, media_type, data in made:
            asset = assets.keep(io.BytesIO(data), media_type=media_type)
            ReportFile.objects.create(
                report=report, name=file, language=language, asset=asset, digest=digest
            )
        watch.end(files=len(made))
        events.record(
            name="report.files.made",
            subject=report,
            organisation=report.organisation,
            data=told(report) | {"files": len(made), "digest": digest},
        )
    return len(made)
