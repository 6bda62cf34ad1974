import random

import pytest
from training.reader import augment
from training.reader.corpus import Document, Item, Named, aside, document

from dateline.extract.hints import Hint

RECORD = {
    "id": "one",
    "text": "Hayat Tahrir al-Sham liberated Homs, Hama and Aleppo on Sunday, the Syrian army said.",
    "published": "2024-12-09",
    "claims": [
        {
            "type": "takeover",
            "sentence": {"start": 0, "end": 84},
            "trigger": {"start": 21, "end": 30},
            "agent": [{"start": 0, "end": 20}],
            "target": [],
            "place": [{"start": start, "end": start + size}],
            "factuality": "actual",
            "time": "2024-12-08",
            "sources": [{"start": 64, "end": 79}],
            "quantity": None,
        }
        for start, size in ((31, 4), (37, 4), (46, 6))
    ],
    "attributions": [
        {
            "source": {"start": 64, "end": 79},
            "cue": {"start": 80, "end": 84},
            "content": [{"start": 0, "end": 62}],
            "quoted": False,
            "in": None,
        }
    ],
}


@pytest.fixture(scope="module")
def whole():
    return document("written", RECORD)


def said(doc, ranges):
    return [" ".join(doc.forms[a:b]) for a, b in ranges]


def test_claims_of_one_trigger_are_one_item_with_labels_on_words(whole):
    takeover = whole.items[0]
    assert said(whole, [takeover.trigger]) == ["liberated"]
    assert said(whole, takeover.roles["agent"]) == ["Hayat Tahrir al - Sham"]
    assert said(whole, takeover.roles["place"]) == ["Homs", "Hama", "Aleppo"]
    assert said(whole, takeover.roles["time"]) == ["Sunday"]
    assert said(whole, takeover.roles["source"]) == ["the Syrian army"]
    assert "content" in takeover.unsure


def test_reported_speech_is_an_item_at_its_cue(whole):
    speech = whole.items[1]
    assert said(whole, [speech.trigger]) == ["said"]
    assert said(whole, speech.roles["content"])[0].startswith("Hayat Tahrir")


def test_a_time_that_no_words_tell_is_nothing_to_learn_from():
    claim = {**RECORD["claims"][0], "time": "1999-01-01"}
    item = document("written", {**RECORD, "claims": [claim], "attributions": []}).items[0]
    assert "time" in item.unsure
    assert not item.roles["time"]


def test_a_share_of_the_copies_shows_parties_as_reading_does(whole):
    assert said(whole, [words for words, _ in whole.parties]) == ["Hayat Tahrir al - Sham", "Syrian army"]
    copies = [augment.varied(whole, random.Random(seed)) for seed in range(200)]  # noqa: S311
    as_read = [copy for copy in copies if said(copy, copy.items[0].roles["agent"]) == ["Alpha"]]
    assert 0.5 < len(as_read) / len(copies) < 0.7
    for copy in as_read:
        assert said(copy, copy.items[0].roles["source"]) == ["the Alpha"]
        assert "Hayat" not in copy.forms
        assert said(copy, [copy.items[0].trigger]) != ["liberated"]  # its neutral twin


@pytest.mark.parametrize("seed", range(40))
def test_labels_move_with_the_words(whole, seed):
    other = augment.varied(whole, random.Random(seed))  # noqa: S311
    takeover = other.items[0]
    assert len(takeover.roles["place"]) == 3
    assert said(other, takeover.roles["time"]) == ["Sunday"]
    assert said(other, [takeover.trigger])[0] in {"liberated", "captured", "freed", "seized", "took", "occupied"} | set(
        augment._wording()["liberated"]
    )
    assert said(other, [other.items[1].trigger])[0] in {"said", *augment._wording()["said"]}
    assert len(other.forms) == len(other.sentence)
    for item in (*other.items, *other.hints):
        for a, b in item.roles.values() and [r for ranges in item.roles.values() for r in ranges]:
            assert 0 <= a < b <= len(other.forms)


def test_names_change_for_others_and_the_same_name_for_the_same():
    doc = Document(
        "d", "written", ("Homs", "and", "Hama", "and", "Homs"), (0,) * 5, frozenset({"claims"}),
        names=tuple(Named((at, at + 1), "place") for at in (0, 2, 4)),
    )  # fmt: skip
    seen = set()
    for seed in range(30):
        forms = augment.varied(doc, random.Random(seed)).forms  # noqa: S311
        parts = " ".join(forms).split(" and ")
        assert parts[0] == parts[2]
        seen.add(parts[0])
    assert len(seen) > 5


def test_commas_go_with_nothing_else(monkeypatch):
    monkeypatch.setattr(augment, "DROP_COMMAS", 1.0)
    doc = Document(
        "d", "written", ("a", ",", "b"), (0, 0, 0), frozenset({"claims"}), (Item(0, (2, 3), {"agent": ((0, 2),)}),),
        (Hint("takeover", (2, 3), 1.0, {"agent": ((0, 2),)}),),
    )  # fmt: skip
    plain = augment.varied(doc, random.Random(1))  # noqa: S311
    assert plain.forms == ("a", "b")
    assert plain.items[0].trigger == (1, 2)
    assert plain.items[0].roles["agent"] == ((0, 1),)
    assert plain.hints[0].words == (1, 2)


def test_a_tenth_of_the_texts_is_kept_aside_and_twins_stay_together():
    share = sum(aside(f"el-{n}") for n in range(2000)) / 2000
    assert 0.07 < share < 0.13
    assert len({aside(name) for name in ("el-6246", "el-5815", "el-8112", "el-5891")}) == 1
