"""A GeoNames country dump adds its places to a copy of the gazetteer, or says in one line why not."""

import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline import cli, read, reading
from dateline.errors import DataError, InputError, OptionError
from dateline.ground.folding import fold
from dateline.ground.gazetteer import Entry, Gazetteer
from dateline.ground.gazetteer_build import SAME_KEY
from dateline.ground.gazetteer_dump import Added, extend, rows

DUMP = Path(__file__).parent.parent / "cases" / "geonames" / "SY.txt"
REPORT = "HOMS, Syria - Shells hit the hamlet of Khirbet Nuweira near Homs on Friday, the army said."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gazetteer with the sample dump in it."""
    target = tmp_path_factory.mktemp("gazetteer") / "syria.sqlite"
    assert extend(target, [DUMP]) == Added(places=17, known=1)
    return target


def found(path: Path, name: str) -> list[Entry]:
    key = fold(name)
    return list(Gazetteer(path).named([key]).get(key, ()))


def line(**cells: str) -> str:
    """A line of a dump, some of its cells changed by column number (`_4="north"`)."""
    first = DUMP.read_text("utf-8").splitlines()[0].split("\t")
    for name, value in cells.items():
        first[int(name[1:])] = value
    return "\t".join(first) + "\n"


@pytest.mark.parametrize(
    ("name", "full", "kind"),
    [
        ("Qaryat al-Ghurab", "Qaryat al Ghurab, Homs, Syria", "village"),
        ("قرية الغراب", "Qaryat al Ghurab, Homs, Syria", "village"),
        ("Tel Zamroudeh", "Tall Zamrudah, Hama, Syria", "town"),
        ("Sarouj City", "Madinat Saruj, Aleppo, Syria", "city"),
        ("Zaytuna Quarter", "Hayy az Zaytunah, Homs, Syria", "quarter"),
        ("Dayr Hajrah", "Dayr Hajrah, Homs, Syria", "village"),
        ("Nuwayra airbase", "Matar Nuwayra, Homs, Syria", "airbase"),
        ("Nuwayra Central Prison", "Nuwayra Central Prison, Homs, Syria", "prison"),
        ("Zamruda Dam", "Sadd Zamrudah, Hama, Syria", "dam"),
        ("Lake Zamruda", "Buhayrat Zamrudah, Hama, Syria", "water"),
        ("Hajra oilfield", "Haql Hajrah, Deir ez-Zor, Syria", "oilfield"),
        ("Hajra Refinery", "Misfat Hajrah, Deir ez-Zor, Syria", "facility"),
        ("Saruj Hospital", "Saruj Hospital, Aleppo, Syria", "hospital"),
        ("Waha Province", "Muhafazat al Wahah, Syria", "province"),
        ("Wahat al Jamal", "Wahat al Jamal, Muhafazat al Wahah, Syria", "village"),
    ],
)
def test_features_become_places_of_our_kinds(built: Path, name: str, full: str, kind: str) -> None:
    (entry,) = found(built, name)
    assert (entry.place.name, entry.place.kind) == (full, kind)


@pytest.mark.parametrize("name", ["Wadi al Ghurab", "Jabal an Nuwayrah"])
def test_other_features_are_passed_over(built: Path, name: str) -> None:
    assert found(built, name) == []


def test_a_place_that_is_known_gets_the_names_it_lacks_and_keeps_the_rest(built: Path) -> None:
    (new,) = found(built, "Ancient Sunstone City")
    assert new.place.name == "Homs, Homs, Syria"
    assert not new.main
    assert new.place in {entry.place for entry in found(built, "Homs")}


def test_what_ships_with_the_package_is_still_there(built: Path) -> None:
    shipped, own = Gazetteer(), Gazetteer(built)
    for key in ("aleppo", "paris", "sednaya prison"):
        assert own.named([key]) == shipped.named([key])
    assert own.division("SY", "77") is not None
    assert shipped.division("SY", "77") is None


def test_a_hamlet_that_only_the_dump_knows_is_resolved(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def places() -> set[str]:
        return {mention.place.name for mention in read(REPORT).mentions if mention.place}

    before = places()
    monkeypatch.setenv(reading.GAZETTEER, str(built))
    assert places() - before == {"Khirbat Nuwayra, Homs, Syria"}


def test_no_more_than_some_places_share_a_name_and_the_most_populous_stay(tmp_path: Path) -> None:
    many = tmp_path / "SY.txt"
    many.write_text(
        "".join(line(_0=str(98000000 + number), _1="Namesake", _14=str(number)) for number in range(SAME_KEY + 5)),
        "utf-8",
    )
    extend(tmp_path / "out.sqlite", [many])
    entries = found(tmp_path / "out.sqlite", "Namesake")
    assert [entry.population for entry in entries] == list(range(SAME_KEY + 4, 4, -1))


def test_dumps_are_read_packed_and_one_after_the_other(tmp_path: Path) -> None:
    packed = tmp_path / "SY.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(DUMP, "SY.txt")
        archive.writestr("readme.txt", "about the columns")
    assert list(rows(packed)) == list(rows(DUMP))
    assert extend(tmp_path / "out.sqlite", [packed, DUMP]) == Added(places=17, known=19)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("one\ttwo\n", ":1: 2 columns apart by tabs where a GeoNames dump has 19"),
        (line() + line(_4="north"), ":2: no GeoNames feature: could not convert string to float: 'north'"),
        (line(_4="91"), ":1: no GeoNames feature: '99000001'"),
        (line(_14="many"), ":1: no GeoNames feature: invalid literal"),
        (line(_1="\udcff"), ":1: not UTF-8"),
    ],
)
def test_a_line_that_is_no_feature_is_named_and_nothing_is_written(tmp_path: Path, content: str, problem: str) -> None:
    dump, target = tmp_path / "SY.txt", tmp_path / "out.sqlite"
    dump.write_text(content, "utf-8", errors="surrogateescape")
    with pytest.raises(InputError) as caught:
        extend(target, [dump])
    assert f"{dump}{problem}" in str(caught.value)
    assert list(tmp_path.iterdir()) == [dump]


def test_files_that_are_no_dumps_are_named(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK no zip")
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing else")
    for name, problem in (
        ("broken.zip", "cannot be unpacked"),
        ("empty.zip", "one XX.txt is expected"),
        ("missing.zip", "cannot be read: No such file"),
    ):
        with pytest.raises(InputError, match=problem):
            list(rows(tmp_path / name))
    with pytest.raises(OptionError, match="cannot be written"):
        extend(tmp_path / "no" / "such" / "folder.sqlite", [DUMP])
    with pytest.raises(DataError, match="cannot be extended"):
        extend(tmp_path / "out.sqlite", [DUMP], base=tmp_path / "broken.zip")


def test_the_command_writes_a_gazetteer_that_read_takes(tmp_path: Path) -> None:
    target, report = tmp_path / "own.sqlite", tmp_path / "report.txt"
    report.write_text(REPORT, "utf-8")
    run = CliRunner().invoke
    done = run(cli.main, ["gazetteer", "build", "--geonames", str(DUMP), "--to", str(target)])
    assert (done.exit_code, done.output) == (0, f"{target}: 17 places more, 1 known ones with more names\n")
    assert "Khirbat Nuwayra" not in run(cli.main, ["read", str(report)]).output
    assert "Khirbat Nuwayra" in run(cli.main, ["read", "--gazetteer", str(target), str(report)]).output
    assert reading.GAZETTEER not in os.environ
    assert "Khirbat Nuwayra" in run(cli.main, ["read", str(report)], env={reading.GAZETTEER: str(target)}).output


@pytest.mark.parametrize("name", ["missing.sqlite", "report.txt"])
def test_a_gazetteer_that_is_none_is_one_line_and_exit_code_2(tmp_path: Path, name: str) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    arguments = ["read", "--gazetteer", str(tmp_path / name), str(tmp_path / "report.txt")]
    done = CliRunner().invoke(cli.main, arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"{tmp_path / name} is no gazetteer" in done.stderr


def test_a_dump_that_is_none_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    arguments = ["gazetteer", "build", "--geonames", str(tmp_path / "XX.zip"), "--to", str(tmp_path / "out.sqlite")]
    done = CliRunner().invoke(cli.main, arguments)
    assert done.exit_code == 2
    assert done.stderr == f"dateline: {tmp_path / 'XX.zip'}: cannot be read: No such file or directory\n"
    assert list(tmp_path.iterdir()) == []
