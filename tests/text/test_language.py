"""Language: English and Arabic without the classifier, others with it, too little with none."""

from __future__ import annotations

import sys

import pytest

from dateline.text.language import language

ENGLISH = "The army left the town on Sunday and the residents came out, a spokesman said."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        ("سيطرت الفصائل على مدينة حمص يوم الأحد بعد معارك استمرت ثلاثة أيام في أحياء المدينة", "ar"),
    ],
)
def test_common_languages_do_not_load_the_classifier(text, code, monkeypatch):
    monkeypatch.setitem(sys.modules, "py3langid", None)
    assert language(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("L’armée a quitté la ville dimanche et les habitants sont sortis dans les rues, selon un témoin.", "fr"),
        ("Армия покинула город в воскресенье, жители вышли на улицы, сообщил представитель штаба.", "ru"),
        ("ارتش روز یکشنبه شهر را ترک کرد و مردم به خیابان‌ها آمدند، یک سخنگو گفت که پل باز است.", "fa"),
    ],
)
def test_other_languages_are_classified(text, code):
    assert language(text) == code


@pytest.mark.parametrize("text", ["", "12 34 !", "Hama", "Hama Homs Idlib"])
def test_too_little_text_has_no_language(text):
    assert language(text) is None
