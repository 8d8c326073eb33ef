from django.urls import path, register_converter
from django.urls.converters import StringConverter

from .views import (
    explore,
    facts,
    figures,
    files,
    pairs,
    public,
    reports,
    rows,
    sources,
    tasks,
    titling,
    writing,
)


class KeptAs(StringConverter):
    """What an answer is taken home as."""

    regex = "csv|png|svg"


register_converter(KeptAs, "kept_as")
app_name = "report"
urlpatterns = [
    path("", facts.index, name="index"),
    path("facts/", facts.facts, name="facts"),
    path("explore/", explore.explore, name="explore"),
    path("explore/chart.svg", explore.chart, name="chart"),
    path("explore/answer.<kept_as:what>", explore.take_home, name="take_answer"),
    path("explore/rows/", rows.rows, name="rows"),
    path("explore/freeze/", explore.freeze, name="freeze"),
    path("figures/<int:pk>/", figures.figure, name="figure"),
    path("figures/<int:pk>/chart.svg", figures.picture, name="picture"),
    path("figures/<int:pk>/figure.<kept_as:what>", figures.take_home, name="take_figure"),
    path("figures/<int:pk>/thaw/", figures.thaw, name="thaw"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<int:pk>/", sources.source, name="source"),
    path("sources/<int:pk>/map/", sources.map_columns, name="map"),
    path("sources/<int:pk>/take/", sources.take, name="take"),
    path("sources/<int:pk>/drop/", sources.drop, name="drop"),
    path("sources/<int:pk>/remove/", sources.remove, name="remove_source"),
    path("pairs/", pairs.pairs, name="pairs"),
    path("pairs/decide/", pairs.decide, name="decide"),
    path("pairs/build/", pairs.build, name="build"),
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", reports.new, name="new"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/submit/", reports.submit, name="submit"),
    path("reports/<int:pk>/sign/", reports.sign, name="sign"),
    path("reports/<int:pk>/reopen/", reports.reopen, name="reopen"),
    path("reports/<int:pk>/publish/", reports.publish, name="publish"),
    path("reports/<int:pk>/withdraw/", reports.withdraw, name="withdraw"),
    path("reports/<int:pk>/refresh/", reports.refresh, name="refresh"),
    path("reports/<int:pk>/carry/", reports.carry, name="carry"),
    path("reports/<int:pk>/title/", titling.report, name="title"),
    path("reports/<int:pk>/chapters/new/", writing.chapter, name="chapter"),
    path("chapters/<int:pk>/title/", titling.chapter, name="chapter_title"),
    path("chapters/<int:pk>/raise/", titling.up, name="raise_chapter"),
    path("chapters/<int:pk>/remove/", titling.remove, name="remove_chapter"),
    path("chapters/<int:pk>/write/<slug:kind>/", writing.write, name="write"),
    path("texts/<int:pk>/", writing.edit, name="text"),
    path("texts/<int:pk>/remove/", writing.remove, name="remove"),
    path("texts/<int:pk>/translation/", writing.ask, name="ask"),
    path("reports/<int:pk>/files/", reports.ask_files, name="ask_files"),
    path("files/<int:pk>/", files.file, name="file"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("reports/<int:pk>/tasks/", tasks.tasks, name="report_tasks"),
    path("tasks/<int:pk>/stop/", tasks.stop, name="stop"),
    path("public/", public.index, name="public"),
    path("public/<slug:house>/<slug:slug>/", public.report, name="published"),
    path("public/<slug:house>/<slug:slug>/<slug:digest>/", public.figure, name="published_figure"),
]
