"""A person in front of a browser: walks by visible words, and has every new kind of page examined by axe."""

import re
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, Locator, Response, expect

from poa_portal.common import languages
from tests.journeys.house import House

PATIENCE = 30_000  # milliseconds
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OWN_ZONES = {"en": "Europe/Paris", "ar": "Africa/Cairo"}  # where the reader sits

_examined: set[tuple[str, ...]] = set()


class Walker:
    """One browser window of one person, in one language of the portal."""

    def __init__(self, house: House, browser: Browser, language: str, *, scripts: bool = True, **options: Any) -> None:
        self.house, self.language, self.scripts = house, language, scripts
        self.context = browser.new_context(
            base_url=house.base, java_script_enabled=scripts, timezone_id=OWN_ZONES[language], **options
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script failed on {self.page.url}: {error}"))
        self.page.on("console", lambda said: self._hear(said.type, said.text))

    def words(self, text: str, context: str = "", **values: Any) -> str:
        """An English source text as the portal says it in this language."""
        with translation.override(self.language):
            said = pgettext(context, text) if context else gettext(text)
        return said % values if values else said

    def go(self, path: str) -> Response | None:
        """Open an address; ``path`` is without its language."""
        return self.open(f"/{self.language}/{path}")

    def open(self, address: str) -> Response | None:
        answer = self.page.goto(address)
        self.arrive()
        return answer

    def sign_in(self, name: str) -> None:
        """By the button of the demonstration."""
        self.go("accounts/login/")
        self.press(self.words("Sign in as %(name)s", name=name))
        expect(self.page).to_have_url(re.compile(f"/{self.language}/work/"))

    def press(self, text: str, context: str = "") -> None:
        """Press the button that says exactly this, and wait for the page that follows."""
        self.click(self.main.get_by_role("button", name=self.words(text, context), exact=True).first)

    def follow(self, text: str, context: str = "") -> None:
        """Follow the link that says exactly this."""
        self.click(self.main.get_by_role("link", name=self.words(text, context), exact=True).first)

    def click(self, target: Locator) -> None:
        """Click what leads to another page, and wait for that page."""
        with self.page.expect_navigation(timeout=PATIENCE):
            target.click()
        self.arrive()

    def field(self, name: str) -> Locator:
        """A field by its name; what is folded away around it is opened, as the person would."""
        found = self.page.locator(f'main [name="{name}"]').first
        for summary in self.page.locator(f'main details:not([open]):has([name="{name}"]) > summary:visible').all():
            summary.click()
        return found

    def fill(self, fields: dict[str, str]) -> None:
        for name, value in fields.items():
            self.field(name).fill(value)

    def choose(self, name: str, value: str) -> None:
        self.field(name).select_option(value)

    def check(self, name: str, value: str = "") -> None:
        self.field(name)
        chosen = f'[value="{value}"]' if value else ""
        self.page.locator(f'main [name="{name}"]{chosen}').first.check()

    def attach(self, name: str, *files: tuple[str, str, bytes]) -> None:
        payload = [{"name": called, "mimeType": kind, "buffer": content} for called, kind, content in files]
        self.field(name).set_input_files(payload)  # type: ignore[arg-type]

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        """Where one is, without the language."""
        return urlsplit(self.page.url).path.removeprefix(f"/{self.language}/")

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).to_contain_text(text, timeout=PATIENCE)

    def misses(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def arrive(self, state: str = "") -> None:
        """What holds on every page: its language, one heading, and no violation on a kind of page not seen before."""
        if urlsplit(self.page.url).path.startswith("/api/") or not self.scripts:
            return
        found = self.page.evaluate(
            "() => [document.documentElement.lang, document.documentElement.dir,"
            " document.querySelectorAll('h1').length, /\\{[{%]|[%}]\\}|%\\(\\w+\\)s/.test(document.body.innerText)]"
        )
        expected = [self.language, languages.direction(self.language), 1, False]
        if found != expected:
            self.faults.append(f"{self.page.url}: language, direction, headings, braces are {found}")
        kind = self._kind(state)
        if kind not in _examined:
            _examined.add(kind)
            self.examine(state)

    def examine(self, state: str = "") -> None:
        """Let axe look at the page as it stands now."""
        found = Axe().run(
            self.page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        )
        for violation in found.response["violations"]:
            places = [f"{node['html'][:160]} ({node['failureSummary'][:160]})" for node in violation["nodes"][:4]]
            self.faults.append(f"{self.page.url} {state}: {violation['id']}: {violation['help']}: {places}")

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def fetch(self, address: str) -> bytes:
        """What a link of the page gives, with the person's own cookies."""
        answer = self.context.request.get(address)
        assert answer.status == 200, f"{answer.status} {address}"
        return answer.body()

    def close(self) -> None:
        self.context.close()

    def _kind(self, state: str) -> tuple[str, ...]:
        try:
            match = resolve(urlsplit(self.page.url).path)
            name, step = match.view_name, str(match.kwargs.get("transition", ""))
        except Resolver404:
            name, step = "nothing", ""
        notices = ",".join(self.page.locator("main .notice").evaluate_all("found => found.map(one => one.className)"))
        signed = str(self.page.locator(".work-bar").count())
        return self.language, name, step, notices, signed, state

    def _hear(self, kind: str, text: str) -> None:
        """Errors of scripts and of the content security policy; answers like 404 and 422 are meant."""
        if kind == "error" and "Failed to load resource" not in text:
            self.faults.append(f"console on {self.page.url}: {text}")
