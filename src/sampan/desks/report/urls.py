from django.urls import path

from .views import facts, files, public, reports, writing

app_name = "report"
urlpatterns = [
    path("", facts.index, name="index"),
    path("facts/", facts.facts, name="facts"),
    path("reports/", reports.reports, name="reports"),
    path("reports/new/", reports.new, name="new"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/submit/", reports.submit, name="submit"),
    path("reports/<int:pk>/sign/", reports.sign, name="sign"),
    path("reports/<int:pk>/reopen/", reports.reopen, name="reopen"),
    path("reports/<int:pk>/publish/", reports.publish, name="publish"),
    path("reports/<int:pk>/withdraw/", reports.withdraw, name="withdraw"),
    path("reports/<int:pk>/chapters/new/", writing.chapter, name="chapter"),
    path("chapters/<int:pk>/write/<slug:kind>/", writing.write, name="write"),
    path("texts/<int:pk>/", writing.edit, name="text"),
    path("texts/<int:pk>/remove/", writing.remove, name="remove"),
    path("texts/<int:pk>/translation/", writing.ask, name="ask"),
    path("files/<int:pk>/", files.file, name="file"),
    path("public/", public.index, name="public"),
    path("public/<slug:house>/<slug:slug>/", public.report, name="published"),
]
