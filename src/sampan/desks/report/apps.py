from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "sampan.desks.report"
    label = "report"
