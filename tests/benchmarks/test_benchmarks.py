"""The loaders of public test sets read their formats, and the figures count what they say: on samples of our own."""

from pathlib import Path

import pytest
from bench.benchmarks import __main__ as driver
from bench.benchmarks import devgold, geovirus, opponents, speed, wikiwars
from bench.benchmarks.row import Row, figure, table

from dateline.export import jsonl
from dateline.ground.names import registry
from dateline.reading import read
from dateline.schema import Mention, MentionKind, Place, Report

GEOVIRUS = """<articles><article>
        <source>https://example.org/one</source>
        <text>Doctors in Aleppo &amp; Homs saw new cases. No case was seen in Fallville.</text>
        <locations>
            <location><name>Aleppo</name><start>12</start><end>18</end><lat>36.2</lat><lon>37.16</lon></location>
            <location><name>Homs</name><start>21</start><end>25</end><lat>34.73</lat><lon>36.72</lon></location>
            <location><name>Fallville</name><start>61</start><end>70</end><lat>10</lat><lon>10</lon></location>
        </locations>
    </article></articles>"""
WIKIWARS = """<?xml version="1.0" ?>
<TimeML>
<DOCID>sample</DOCID>
<DCT><TIMEX3 functionInDocument="CREATION_TIME" tid="t0" type="DATE" value="2009-12-19">2009-12-19</TIMEX3></DCT>
<TEXT>
The salt war of the two valleys

On <TIMEX3 tid="t1" type="DATE" value="1901-05-03">3 May 1901</TIMEX3> the millers &amp; carters rose. The siege \
lasted <TIMEX3 tid="t2" type="DATE" value="P9M">nine months</TIMEX3> and ended in \
<TIMEX3 tid="t3" type="DATE" value="1902-02">February 1902</TIMEX3>.
</TEXT>
</TimeML>
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder of samples laid out as the data are."""
    for name, content in (("geovirus/sample.xml", GEOVIRUS), ("wikiwars_train/01_Salt.tml", WIKIWARS)):
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True)
        path.write_text(content, "utf-8")
    report = read("Rebels captured Homs on Sunday, the army said.", published="2024-12-08")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "dev.jsonl").write_text(jsonl.line(report) + "\n", "utf-8")
    return tmp_path


def test_geovirus_offsets_count_from_1(shared: Path) -> None:
    (article,) = geovirus.read(shared / "data" / "geovirus" / "sample.xml")
    assert [article.text[one.start : one.end] for one in article.toponyms] == ["Aleppo", "Homs", "Fallville"]


def mention(text: str, span: tuple[int, int], point: tuple[float, float]) -> Mention:
    place = Place("x", "X", "city", *point, None)
    return Mention(Report(id="x", text=text).span(*span), MentionKind.PLACE, place=place)


def test_geovirus_counts_pairs_once_and_by_distance(shared: Path) -> None:
    (article,) = geovirus.read(shared / "data" / "geovirus" / "sample.xml")
    given = (
        mention(article.text, (11, 17), (36.2, 37.16)),
        mention(article.text, (8, 17), (36.2, 37.16)),
        mention(article.text, (20, 24), (34.73, 37.72)),
    )
    near = geovirus.measure([(article, given)], km=10, exact=False)
    assert (near.hit_gold, near.predicted, near.gold) == (1, 3, 3)
    assert geovirus.measure([(article, given)], km=161, exact=False).hit_gold == 2
    assert geovirus.measure([(article, given[1:2])], km=10, exact=True).hit_gold == 0


def test_geovirus_runs_end_to_end(shared: Path) -> None:
    rows = geovirus.run(shared)
    assert [row.n for row in rows] == [3, 3, 3, 3]
    assert rows[0].ours == pytest.approx(0.8)


def test_wikiwars_texts_are_read_without_their_tags(shared: Path) -> None:
    document = wikiwars.read(shared / "data" / "wikiwars_train" / "01_Salt.tml")
    assert document.day == "2009-12-19"
    assert "millers & carters" in document.text
    assert "<" not in document.text
    assert [(document.text[one.start : one.end], one.value) for one in document.timexes] == [
        ("3 May 1901", "1901-05-03"),
        ("nine months", "P9M"),
        ("February 1902", "1902-02"),
    ]


def test_wikiwars_misses_durations_where_all_values_count(shared: Path) -> None:
    rows = {row.name: row for row in wikiwars.run(shared)}
    assert rows["WikiWars tuned on, calendar values: F1"].ours == 1.0
    everything = rows["WikiWars tuned on, all values: F1"]
    assert (everything.ours, everything.n) == (pytest.approx(0.8), 3)
    assert not any("kept aside" in name for name in rows)


@pytest.mark.parametrize(
    ("value", "ours"),
    [
        ("1943-05-03", {"1943-05-03"}),
        ("1943-05-03TNI", {"1943-05-03"}),
        ("1943-05-XX", {"1943-05"}),
        ("1943-XX-XX", {"1943"}),
        ("BC0490-09", {"-490-09"}),
        ("1943-SP", {"1943-03/1943-05"}),
        ("1943-WI", {"1942-12/1943-02", "1943-12/1944-02"}),
        ("1943-H2", {"1943-07/1943-12"}),
        ("194", {"1940/1949"}),
        ("19", {"1901/2000"}),
        ("P3D", set()),
        ("PRESENT_REF", set()),
        ("XXXX-05-03", set()),
        ("", set()),
    ],
)
def test_values_of_timex3(value: str, ours: set[str]) -> None:
    assert wikiwars.values(value) == ours


def test_the_development_gold_is_scored_as_the_package_scores(shared: Path) -> None:
    rows = devgold.run(shared)
    assert {row.ours for row in rows if row.n} == {1.0}
    assert rows[0].n == 1


def test_no_two_opponents_are_merged() -> None:
    """Zero of all pairs; a pair that shares a name would be."""
    (row,) = opponents.run(Path())
    assert (row.ours, row.n > 200) == (0, True)
    pair = min(opponents.opponents(registry()))
    shown = [registry().entry(one).actor.name for one in pair]  # type: ignore[union-attr]
    assert opponents.is_merged(pair, registry(), {pair[0]: (shown[1],), pair[1]: ()})


def test_speed_gives_figures_for_whatever_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "SAMPLES", tmp_path)
    (tmp_path / "reports-1.jsonl").write_text('{"id": "a", "text": "Rebels captured Homs on Sunday."}\n', "utf-8")
    rows = speed.run(tmp_path / "nothing")
    assert rows[0].n == 5
    assert all(row.ours >= 0 for row in rows)


def test_missing_data_is_one_line_and_the_rest_is_printed(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shared / "data" / "geovirus" / "sample.xml").unlink()
    page = tmp_path / "page.md"
    page.write_text(
        "# Page\n<!-- geovirus -->\nold\n<!-- end -->\n<!-- wikiwars -->\nold\n<!-- end -->\nrest\n", "utf-8"
    )
    driver.main(["geovirus", "wikiwars", "--shared", str(shared), "--write", str(page)])
    printed = capsys.readouterr()
    assert printed.err == f"geovirus: no data below {shared}\n"
    assert "WikiWars tuned on, all values: F1" in printed.out
    text = page.read_text("utf-8")
    assert "<!-- geovirus -->\nold\n<!-- end -->" in text
    assert "<!-- wikiwars -->\n| figure | ours | to beat | n |" in text
    assert text.endswith("<!-- end -->\nrest\n")


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        driver.main(["nonsense"])
    assert "no benchmark is called nonsense" in capsys.readouterr().err


def test_the_table_is_in_columns() -> None:
    lines = table([Row("a: F1", 0.5, "", 10, ""), Row("longer: ms", 12.34, ".1", 9, "")]).splitlines()
    assert lines == ["benchmark   ours   to beat  n", "a: F1       0.500  -        10", "longer: ms  12.3   .1       9"]


@pytest.mark.parametrize(
    ("value", "shown"), [(0.1234, "0.123"), (1.0, "1.000"), (0.0, "0"), (12.0, "12"), (9.91, "9.9")]
)
def test_figures(value: float, shown: str) -> None:
    assert figure(value) == shown
