"""Secrets of second factors are not readable in the database, and survive a change of the key."""

from typing import Any

import pytest
from cryptography.fernet import InvalidToken

from poa_portal.accounts.mfa import MFAAdapter


def test_secret_is_kept_encrypted_and_read_back() -> None:
    kept = MFAAdapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert MFAAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_secret_survives_a_new_key_while_the_old_one_is_a_fallback(settings: Any) -> None:
    kept = MFAAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"
    assert MFAAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_secret_under_a_lost_key_is_not_read(settings: Any) -> None:
    kept = MFAAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "another key"
    with pytest.raises(InvalidToken):
        MFAAdapter().decrypt(kept)
