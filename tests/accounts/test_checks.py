"""The system checks about mail and signing in."""

from poa_portal.accounts import checks


def ids(messages):
    return [message.id for message in messages]


def test_mail_that_cannot_leave_is_named(settings):
    settings.DEFAULT_FROM_EMAIL, settings.EMAIL_HOST, settings.EMAIL_HOST_USER = "a@portal.example", "localhost", ""
    assert ids(checks.mail_can_leave()) == ["portal.W010", "portal.W011"]
    settings.DEFAULT_FROM_EMAIL, settings.EMAIL_HOST = "secretariat@portal.int", "mail.portal.int"
    assert ids(checks.mail_can_leave()) == []


def test_address_without_https_is_named(settings):
    settings.BASE_URL = "http://portal.int"
    assert ids(checks.passkeys_need_https()) == ["portal.W012"]
    settings.BASE_URL = "https://portal.int"
    assert ids(checks.passkeys_need_https()) == []
