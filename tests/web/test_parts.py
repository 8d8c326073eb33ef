"""The parts of the pages say what they should, and escape what they are given."""

from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

HOSTILE = '<script>"&'
ESCAPED = "&lt;script&gt;&quot;&amp;"


def render(source: str, path: str = "/", **values: object) -> str:
    context = RequestContext(RequestFactory().get(path), values)
    return " ".join(Template("{% load look %}" + source).render(context).split())


@pytest.mark.parametrize(
    "source",
    [
        "{% badge text %}",
        "{% crumb text text %}",
        "{% page_header title=text kicker=text lead=text %}{% endpage_header %}",
        "{% section_header title=text %}{% endsection_header %}",
        "{% table caption=text %}{% endtable %}",
        "{% tabs label=text %}{% tab text text %}{% endtabs %}",
        "{% filter_group text 'topic' options %}",
        "{% empty title=text %}{% endempty %}",
        "{% notice title=text %}{% endnotice %}",
        "{% confirm name='x' action=text button=text title=text %}{% endconfirm %}",
        "{% progress text 1 2 %}",
        "{% diff paragraphs other 'en' text text %}",
        "{% highlighted text spans %}",
        "{% written text text %}",
    ],
)
def test_what_is_given_is_escaped(source: str) -> None:
    html = render(
        source,
        text=HOSTILE,
        options=[{"value": HOSTILE, "label": HOSTILE}],
        paragraphs=[HOSTILE],
        other=[HOSTILE + "x"],
        spans=[(0, 4)],
    )
    assert "<script" not in html
    assert "&lt;" in html


def test_a_badge_names_its_kind() -> None:
    assert render("{% badge 'Killed' 'canceled' %}") == '<span class="badge canceled">Killed</span>'


def test_crumbs_end_where_one_is() -> None:
    html = render("{% crumbs %}{% crumb 'Wire' '/wire/' %}{% crumb 'Inbox' %}{% endcrumbs %}")
    assert html == (
        '<nav class="crumbs" aria-label="Where you are"><ol><li><a href="/wire/">Wire</a></li>'
        '<li aria-current="page">Inbox</li></ol></nav>'
    )


def test_the_tab_of_this_page_says_so() -> None:
    html = render("{% tab 'Story' '/a/' %}{% tab 'Versions' '/b/' 1204 %}", path="/a/")
    assert html == (
        '<li><a href="/a/" aria-current="page">Story</a></li>'
        ' <li><a href="/b/">Versions<span class="count">1,204</span></a></li>'
    )


def test_a_filter_keeps_the_others_and_forgets_the_page() -> None:
    options = [{"value": "lo", "label": "Lao"}, {"value": "th", "label": "Thai"}]
    html = render(
        "{% filter_group 'Language' 'language' options %}",
        path="/wire/?q=rice&language=lo&page=3",
        options=options,
    )
    assert [part.partition('"')[0] for part in html.split('href="')[1:]] == [
        "?q=rice",
        "?q=rice&amp;language=lo&amp;language=th",
    ]
    assert html.count("aria-current") == 1


def test_a_bare_code_is_named_for_the_reader() -> None:
    options = [{"value": "lo", "label": "lo", "count": 3}]
    html = render("{% filter_group 'Language' 'language' options %}", options=options)
    assert '<span>Lao</span> <span class="count">3</span>' in html


def test_pages_keep_the_query() -> None:
    page = Paginator(range(95), 30).get_page(2)
    html = render("{% pagination page %}", path="/wire/?q=rice&page=2", page=page)
    assert "31–60 of 95" in html
    assert '<a rel="next" href="?q=rice&amp;page=3">' in html


class Sample(forms.Form):
    headline = forms.CharField(help_text="Short.")
    tell = forms.BooleanField(required=False)


def test_a_fault_is_told_above_and_at_its_field() -> None:
    form = Sample({})
    above, at = (
        render("{% errors form %}", form=form),
        render("{% field form.headline %}", form=form),
    )
    assert '<li><a href="#id_headline">Headline: This field is required.</a></li>' in above
    assert '<p class="error" id="id_headline_error">This field is required.</p>' in at
    assert 'aria-describedby="id_headline_helptext id_headline_error"' in at
    assert 'id="id_headline_helptext"' in at


def test_a_form_without_fault_has_no_summary() -> None:
    assert render("{% errors form %}", form=Sample({"headline": "x"})) == ""


def test_a_confirmation_says_what_follows_before_it_posts() -> None:
    html = render(
        "{% confirm name='kill' action='/kill/' button='Kill' title='Kill it?' %}<p>All are told.</p>{% endconfirm %}"
    )
    assert (
        '<button type="button" command="show-modal" commandfor="kill" class="danger">Kill</button>'
        in html
    )
    assert '<form method="post" action="/kill/">' in html
    assert "csrfmiddlewaretoken" in html
    assert html.index("All are told.") < html.index('<button class="danger">Kill</button>')


def test_progress_without_a_total_is_still_told() -> None:
    assert render("{% progress 'Reading' %}") == (
        '<div class="progress" role="status"><p><span>Reading</span></p>'
        '<progress aria-label="Reading"></progress></div>'
    )


def test_matching_passages_share_their_names() -> None:
    html = render("{% highlighted 'one two' spans 'yours' %}", spans=[(4, 7)])
    assert html == 'one <mark id="yours-1">two</mark>'


def test_a_day_is_written_and_nothing_for_nothing() -> None:
    source = Template("{% load look %}[{% when day %}][{% when none %}]")
    assert source.render(Context({"day": date(2026, 11, 22), "none": None})) == "[22 Nov 2026][]"
