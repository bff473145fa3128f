"""Screenshots of pages at the sizes, languages and colours in which the look is judged.

python -m tests.tools.screenshots http://127.0.0.1:8000 var/shots / styleguide/ accounts/login/
"""

import argparse
import os
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTHS = (360, 768, 1280)


def main() -> None:
    options = _options()
    options.directory.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for colours in options.colours:
            page = browser.new_page(color_scheme=colours)
            if options.person:
                page.goto(f"{options.base}/en/accounts/login/")
                page.get_by_role("button", name=options.person).click()
            for language in options.languages:
                for path in options.paths:
                    for width in options.widths:
                        page.set_viewport_size({"width": width, "height": 900})
                        page.goto(f"{options.base}/{language}/{path.strip('/')}{'/' if path.strip('/') else ''}")
                        name = f"{path.strip('/').replace('/', '-') or 'home'}-{language}-{colours}-{width}.png"
                        page.screenshot(path=options.directory / name, full_page=True)
                        wide = page.evaluate("document.documentElement.scrollWidth")
                        print(name, "scrolls sideways" if wide > width else "")
            page.close()
        browser.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", help="where the portal runs")
    parser.add_argument("directory", type=Path)
    parser.add_argument("paths", nargs="+", help="addresses without their language")
    parser.add_argument("--languages", nargs="+", default=["en", "ar"])
    parser.add_argument("--colours", nargs="+", default=["light", "dark"])
    parser.add_argument("--widths", nargs="+", type=int, default=list(WIDTHS))
    parser.add_argument("--person", help="whom of the demonstration to sign in as, by part of the name")
    return parser.parse_args()


if __name__ == "__main__":
    main()
