"""Text made comparable."""

import pytest

from poa_portal.common import text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CÔTE D’IVOIRE", "cote d'ivoire"),
        ("Türkiye", "turkiye"),
        ("Straße", "STRASSE"),
        ("أمن", "امن"),
        ("مُدَرِّس", "مدرس"),
        ("الأمـــن", "الامن"),
        ("ё", "е"),
        ("Ａ／ＲＥＳ", "a/res"),
    ],
)
def test_fold_makes_spellings_of_one_word_equal(one, other):
    assert text.fold(one) == text.fold(other)


def test_fold_keeps_different_words_apart():
    assert text.fold("peace") != text.fold("pace")


@pytest.mark.parametrize(
    ("given", "words"),
    [("网络安全", ["网络", "络安", "安全"]), ("安", ["安"]), ("2026年网络ICT", ["2026", "年网", "网络", "ict"])],
)
def test_searchable_gives_pairs_of_chinese_characters(given, words):
    assert text.searchable(given).split() == words


def test_without_invisible_keeps_only_what_is_seen():
    assert text.without_invisible("a\u200bb\u202ec\u2066d\ufeff") == "abcd"


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("", "file"),
        ("..", "file"),
        (".pdf", "file.pdf"),
        ("a/b/c.PDF", "c.pdf"),
        ("a\\b.txt", "b.txt"),
        ("x\u202efdp.exe", "xfdp.exe"),
        ('a<b>:"|?*c.pdf', "a_b_c.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("trailing. . ", "trailing"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("paper." + "e" * 300, ("paper." + "e" * 300)[:119]),
        ("nom d’été.pdf", "nom d’été.pdf"),
        ("\ud800x.pdf", "x.pdf"),
    ],
)
def test_clean_file_name_is_safe_and_keeps_the_ending(given, clean):
    assert text.clean_file_name(given) == clean


def test_clean_file_name_is_the_same_twice():
    for name in ("a/b/c.PDF", "x\u202e.pdf", ".pdf", "a" * 300 + ".pdf", "  a . b .txt"):
        once = text.clean_file_name(name)
        assert text.clean_file_name(once) == once
        assert len(once) <= 120


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ("", 0),
        ("one two  three", 3),
        ("行动纲领", 4),
        ("Le programme d’action", 4),
        ("网络 ICT 安全", 5),
        ("слово и дело", 3),
    ],
)
def test_word_count_follows_the_script(given, count):
    assert text.word_count(given) == count
