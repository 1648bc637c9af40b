# SPDX-License-Identifier: BSL-1.0
"""check_html.py PICTURES COMMAND ...: prints one page that needs nothing from elsewhere.

Its elements are closed in order, as in XML; it has so many pictures, a style for dark screens and
one for narrow ones.
"""
import html.parser
import subprocess
import sys

EMPTY = {"meta", "br"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.faults, self.pictures, self.tables = [], [], 0, 0

    def handle_starttag(self, tag, attrs):
        self.pictures += tag == "svg"
        self.tables += tag == "table"
        for key, value in attrs:
            if key in ("src", "href") or "url(" in (value or ""):
                self.faults.append(f"{tag} takes {value} from elsewhere")
            if "nan" in (value or "").split() or "inf" in (value or "").split():
                self.faults.append(f"{tag} has {key}={value}")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes another element")


def main(pictures, command):
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    page = Page()
    page.feed(text)
    faults = page.faults + [f"<{tag}> is not closed" for tag in page.open]
    if page.pictures != pictures:
        faults.append(f"{page.pictures} pictures")
    for needed in ("<!DOCTYPE html>", "prefers-color-scheme:dark", "max-width:40rem"):
        if needed not in text:
            faults.append(f"lacks {needed}")
    print(*faults, f"{page.pictures} pictures, {page.tables} tables", sep="\n")
    return 1 if faults or page.tables == 0 else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
