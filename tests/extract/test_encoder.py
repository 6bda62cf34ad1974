import shutil

import numpy as np
import pytest
from hypothesis import given, settings

from dateline import data
from dateline.errors import DataError
from dateline.extract import encoder as encoding
from dateline.extract.encoder import Asked, Encoder, encoder
from dateline.extract.labels import MENTIONS, ROLES, SPEECH
from dateline.extract.windows import words
from dateline.ontology import types
from dateline.text import load
from strategies import reports

TEXT = "Rebels captured Homs on Sunday. The army withdrew towards Qusayr, the defence ministry said. " * 12
FOLDER = data.path("encoder/encoder.json").parent


def test_its_kinds_are_the_event_types_and_speech():
    assert encoder().kinds == (*types(), SPEECH)


def test_every_word_has_its_scores():
    cut = words(load.report(TEXT))
    seen = encoder().see(cut)
    assert seen.trigger.shape == (len(cut), len(encoder().kinds))
    assert seen.mention.shape == (len(cut), 2 * len(MENTIONS))
    assert np.isfinite(seen.trigger).all()
    assert len(seen.windows) > 1


@settings(max_examples=20)
@given(reports())
def test_any_text_is_seen_whole_and_in_finite_numbers(report):
    cut = words(report)
    seen = encoder().see(cut)
    assert len(seen.trigger) == len(cut)
    assert np.isfinite(seen.trigger).all()


def test_the_scores_of_a_report_do_not_hang_on_how_it_is_batched(monkeypatch):
    cut = words(load.report(TEXT + "A much shorter last paragraph."))
    together = encoder().see(cut)
    monkeypatch.setattr(encoding, "PIECES", 1)
    alone = encoder().see(cut)
    # Eight-bit numbers are scaled by the largest in a batch, so they differ a little from batch to batch.
    assert np.abs(together.trigger - alone.trigger).mean() < 0.2
    assert ((together.trigger > 0) == (alone.trigger > 0)).mean() > 0.999


def test_roles_come_back_in_the_order_asked():
    cut = words(load.report(TEXT))
    seen = encoder().see(cut)
    at = [n for n, form in enumerate(cut.forms) if form == "captured"]
    asked = [Asked(0, (word, word + 1)) for word in reversed(at)]
    found = encoder().fill(seen, asked, {})
    assert len(found) == len(asked)
    for item, filled in zip(asked, found, strict=True):
        assert filled.first <= item.words[0] < filled.first + len(filled.roles)
        assert filled.roles.shape[1] == 2 * len(ROLES)
    assert encoder().fill(seen, [], {}) == []


def test_a_missing_encoder_is_named(tmp_path):
    with pytest.raises(DataError, match="no encoder"):
        Encoder(tmp_path)


def test_a_graph_that_is_none_is_named(tmp_path):
    for name in ("encoder.json", "tokenizer.json"):
        shutil.copy(FOLDER / name, tmp_path)
    (tmp_path / "encoder.onnx").write_bytes(b"no graph")
    with pytest.raises(DataError, match="no graph that can be run"):
        Encoder(tmp_path).see(words(load.report(TEXT)))


def test_an_encoder_with_other_roles_is_refused(tmp_path):
    (tmp_path / "encoder.json").write_text('{"kinds": [], "roles": ["agent"]}', "utf-8")
    with pytest.raises(DataError, match="other roles"):
        Encoder(tmp_path)


def test_words_without_a_piece_are_unknown_words():
    pieces = encoder().pieces
    assert pieces.of("\u200b") == pieces.of("\ufeff")
    assert len(pieces.of("\u200b")) == 1
    assert pieces.of("Homs") == pieces.of("homs")
