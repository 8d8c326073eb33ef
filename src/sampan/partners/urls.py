from django.urls import path

from .views import events, house, joining, keys, operator

app_name = "partners"
urlpatterns = [
    path("house/", house.index, name="house"),
    path("house/invite/", house.invite_person, name="invite"),
    path("house/members/<int:pk>/remove/", house.remove, name="remove_member"),
    path("house/keys/", keys.index, name="keys"),
    path("house/keys/tokens/", keys.issue, name="issue_token"),
    path("house/keys/tokens/<int:pk>/revoke/", keys.revoke, name="revoke_token"),
    path("house/keys/webhooks/", keys.add, name="add_webhook"),
    path("house/keys/webhooks/<int:pk>/rotate/", keys.rotate, name="rotate_webhook"),
    path("house/keys/webhooks/<int:pk>/remove/", keys.remove, name="remove_webhook"),
    path("house/events/", events.index, name="events"),
    path("house/events/undelivered/", events.undelivered, name="undelivered"),
    path("house/events/undelivered/<int:pk>/replay/", events.replay_one, name="replay"),
    path("join/<str:secret>/", joining.join, name="join"),
    path("partners/<slug:slug>/", house.profile, name="profile"),
    path("operator/", operator.index, name="operator"),
    path("operator/organisations/", operator.found, name="found"),
    path("operator/<int:pk>/replay/", operator.replay_one, name="operator_replay"),
]
