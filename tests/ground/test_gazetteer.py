"""The compiled gazetteer answers by folded name, and its builder keeps what the tables say."""

import pickle
import sqlite3
from pathlib import Path

import pytest

from dateline import data
from dateline.errors import DataError
from dateline.ground.folding import fold, skeleton
from dateline.ground.gazetteer import Gazetteer, country_rows, demonyms


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def names(gazetteer: Gazetteer, name: str) -> list[str]:
    key = fold(name)
    return [entry.place.name for entry in gazetteer.named([key]).get(key, ())]


@pytest.mark.parametrize("name", ["Homs", "homs", "حمص", "Хомс", "חומס", "Ḩimş"])
def test_a_city_is_found_in_every_script(gazetteer: Gazetteer, name: str) -> None:
    assert "Homs, Homs, Syria" in names(gazetteer, name)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Tabqa military airport", "Tabqa Air Base, Raqqa, Syria"),
        ("Tabqa airbase", "Tabqa Air Base, Raqqa, Syria"),
        ("Evin jail", "Evin Prison, Tehran, Iran"),
        ("Kakhovka dam", "Kakhovka Dam, Kherson, Ukraine"),
        ("Gaza Strip", "Gaza Strip, Palestine"),
        ("Crimea", "Crimea, Ukraine"),
        ("Darfur", "Darfur, Sudan"),
        ("United States", "United States"),
        ("Mediterranean", "Mediterranean Sea"),
    ],
)
def test_the_overlay_is_in(gazetteer: Gazetteer, name: str, full: str) -> None:
    assert full in names(gazetteer, name)


def test_names_come_without_marks_of_transliteration(gazetteer: Gazetteer) -> None:
    assert names(gazetteer, "Khan Sheikhoun")[0] == "Khan Shaykhun, Idlib, Syria"


def test_airport_codes_are_no_names(gazetteer: Gazetteer) -> None:
    assert "Homs, Homs, Syria" not in names(gazetteer, "QHS")


def test_unknown_keys_are_left_out(gazetteer: Gazetteer) -> None:
    assert gazetteer.named(["zzyzxqq", ""]) == {}


def test_many_keys_at_once(gazetteer: Gazetteer) -> None:
    found = gazetteer.named([f"no such place {number}" for number in range(2000)] + ["homs"])
    assert set(found) == {"homs"}


def test_most_populous_first(gazetteer: Gazetteer) -> None:
    people = [entry.population for entry in gazetteer.named(["paris"])["paris"]]
    assert people == sorted(people, reverse=True)


def test_sounding_alike(gazetteer: Gazetteer) -> None:
    bones = skeleton("Khan Shikhun")
    assert any(entry.place.name.startswith("Khan Shaykhun") for entry in gazetteer.sounding([bones])[bones])


def test_countries_and_divisions(gazetteer: Gazetteer) -> None:
    syria, homs = gazetteer.country("SY"), gazetteer.division("SY", "11")
    assert syria is not None
    assert syria.place.kind == "country"
    assert homs is not None
    assert homs.place.name == "Homs, Syria"
    assert gazetteer.country("ZZ") is None
    assert gazetteer.division("SY", "99") is None


def test_keys_of_a_place(gazetteer: Gazetteer) -> None:
    (palmyra,) = (entry for entry in gazetteer.named(["tadmur"])["tadmur"] if entry.place.country == "SY")
    assert {"palmyra", "tadmur"} <= set(gazetteer.keys_of(palmyra))


def test_it_travels_to_another_process(gazetteer: Gazetteer) -> None:
    assert names(pickle.loads(pickle.dumps(gazetteer)), "Homs") == names(gazetteer, "Homs")  # noqa: S301


def test_a_broken_file_is_a_data_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_text("no database")
    with pytest.raises(DataError, match="build it again"):
        Gazetteer(broken)


def test_every_country_has_a_place_and_a_people() -> None:
    assert len(country_rows()) > 190
    assert demonyms()["syrian"] == "SY"
    for row in country_rows().values():
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180


@pytest.mark.parametrize("table", ["places_syria.csv", "places_world.csv"])
def test_overlay_rows_are_sound(table: str) -> None:
    """Identifiers are unique, coordinates come in pairs, and divisions and countries exist."""
    divisions = {(row["country"], row["code"]) for row in data.rows("places_divisions.csv")}
    rows = data.rows(table)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert bool(row["lat"]) == bool(row["lon"]), row
        assert not row["country"] or row["country"] in country_rows(), row
        assert not row["admin1"] or (row["country"], row["admin1"]) in divisions, row


@pytest.mark.parametrize("countries", ["SY", "IQ", "UA", "SD", "YE", "LY", "PS IL LB"])
def test_countries_at_war_have_a_layer_of_facilities(countries: str) -> None:
    rows = [row for table in ("places_syria.csv", "places_world.csv") for row in data.rows(table)]
    kinds = [row["kind"] for row in rows if row["country"] in countries.split()]
    assert {"prison", "airbase", "crossing", "dam", "oilfield", "quarter"} <= set(kinds)
    assert (
        sum(kind in ("prison", "airbase", "airport", "base", "crossing", "dam", "oilfield", "port") for kind in kinds)
        >= 8
    )


def test_overlay_places_lie_in_their_country(gazetteer: Gazetteer) -> None:
    """A Syrian place is in Syria's box: a slip of the pen in a coordinate shows."""
    for row in data.rows("places_syria.csv"):
        if row["lat"]:
            assert 32.2 <= float(row["lat"]) <= 37.4, row
            assert 35.5 <= float(row["lon"]) <= 42.5, row


def test_the_file_holds_no_more_than_it_needs() -> None:
    path = data.path("gazetteer.sqlite")
    assert path.stat().st_size < 45_000_000
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        (short,) = connection.execute("SELECT count(*) FROM name WHERE length(key) < 2").fetchone()
    connection.close()
    assert short == 0
