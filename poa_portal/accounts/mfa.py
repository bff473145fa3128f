"""Second factors at rest: what allauth keeps of them is encrypted with a key made from ``SECRET_KEY``."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class MFAAdapter(DefaultMFAAdapter):
    """Encrypts secrets and recovery codes. ``SECRET_KEY_FALLBACKS`` keeps old ones readable after a change of key."""

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ``InvalidToken`` where neither the key nor a former one fits: the person sets up anew."""
        return _keys().decrypt(encrypted_text.encode()).decode()


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"mfa:{secret}".encode()).digest())) for secret in secrets])
