from django.urls import path

from .views import destinations, editing, feeds, inbox, pictures, receiving, stories

app_name = "newswire"
urlpatterns = [
    path("", stories.index, name="index"),
    path("stories/<int:pk>/", stories.story, name="story"),
    path("stories/<int:pk>/versions/", stories.versions, name="versions"),
    path("stories/<int:pk>/rights/", stories.rights, name="rights"),
    path("stories/<int:pk>/travels/", stories.travels, name="travels"),
    path("stories/<int:pk>/export/<slug:form>/", stories.export, name="export"),
    path("stories/new/", editing.new, name="new"),
    path("stories/<int:pk>/edit/", editing.edit, name="edit"),
    path("stories/<int:pk>/translate/", editing.translate, name="translate"),
    path("stories/<int:pk>/publish/", editing.publish, name="publish"),
    path("stories/<int:pk>/release/", editing.release, name="release"),
    path("stories/<int:pk>/withhold/", editing.withhold, name="withhold"),
    path("stories/<int:pk>/kill/", editing.kill, name="kill"),
    path("stories/<int:pk>/put-back/<int:index>/", editing.put_back_text, name="put_back"),
    path("inbox/", inbox.index, name="inbox"),
    path("inbox/<int:pk>/", inbox.message, name="message"),
    path("inbox/<int:pk>/original/", inbox.original, name="original"),
    path("receiving/", receiving.index, name="receiving"),
    path("receiving/destinations/", destinations.add, name="add_destination"),
    path("receiving/destinations/<int:pk>/remove/", destinations.remove, name="remove_destination"),
    path("receiving/destinations/<int:pk>/", destinations.destination, name="destination"),
    path("receiving/destinations/<int:pk>/wake/", destinations.wake, name="wake_destination"),
    path(
        "receiving/destinations/<int:pk>/subscribe/", receiving.add_subscription, name="subscribe"
    ),
    path(
        "receiving/subscriptions/<int:pk>/remove/", receiving.end_subscription, name="unsubscribe"
    ),
    path("pictures/<str:token>/", pictures.fetch, name="fetch_picture"),
    path("feeds/<str:key>.atom", feeds.atom, name="feed"),
]
