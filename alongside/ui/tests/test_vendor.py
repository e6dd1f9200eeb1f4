"""The vendored design system asks no other host for anything and is cut only where nothing of ours is."""

import re
from pathlib import Path

import pytest

from alongside.ui import vendor

STATIC = Path(vendor.__file__).parent / "static"
SERVED = sorted(path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"})


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.name)
def test_no_file_we_serve_fetches_anything_from_another_host(path: Path) -> None:
    text = path.read_text()
    asked = re.findall(r"url\(\s*[\"']?([^)\"']+)", text) + re.findall(
        r"(?:@import|import|from)\s*[\"']([^\"']+)", text
    )

    assert [address for address in asked if re.match(r"(?:\w+:)?//|/", address)] == []
    assert [host for host in re.findall(r"https?://([\w.-]+)", text) if host != "www.w3.org"] == []
    assert "sourceMappingURL" not in text
    assert "@font-face" not in text


def test_every_file_a_style_sheet_names_is_there() -> None:
    for path in (path for path in SERVED if path.suffix == ".css"):
        for address in re.findall(r"url\(([^)]+)\)", path.read_text()):
            assert (path.parent / address).is_file()


def test_the_font_is_one_that_anyone_may_use() -> None:
    css = (vendor.TARGET / "nhsuk.css").read_text()

    assert "Frutiger" not in css
    assert vendor.FONT_STACK in css


def test_nothing_protected_by_the_nhs_is_copied() -> None:
    names = {path.name for path in vendor.TARGET.rglob("*")}

    assert not {name for name in names if re.search(r"favicon|logo|opengraph|manifest|nhsuk-icon-\d+", name)}
    assert {"LICENCE", "VERSION"} <= names


def test_the_first_view_is_light() -> None:
    sizes = {path.name: path.stat().st_size for path in SERVED if path.suffix in {".css", ".js"}}

    assert sizes["nhsuk.css"] < 200_000
    assert sum(sizes.values()) < 285_000


@pytest.mark.parametrize(
    ("selector", "kept"),
    [
        (".nhsuk-button", True),
        (".nhsuk-header__logo", False),
        (".nhsuk-hero .nhsuk-button", False),
        (".nhsuk-button:not(.nhsuk-button--reverse)", True),
        (".nhsuk-link--reverse", False),
        ("table", True),
        (".nhsuk-card--warning", True),
        (".nhsuk-card--care__arrow", False),
    ],
)
def test_is_in_use(selector: str, kept: bool) -> None:
    assert vendor.is_in_use(selector) is kept


def test_in_use__drops_rules_and_empty_queries_and_keeps_the_rest() -> None:
    css = (
        ".nhsuk-hero,.nhsuk-button{color:red}.nhsuk-hero{color:blue}"
        "@media print{.nhsuk-hero{color:red}}@media print{a:is(.x,.y),.nhsuk-hero{color:red}}"
        "@media (-ms-high-contrast:none),screen\\0 {a{color:red}}"
    )

    assert vendor.in_use(css) == ".nhsuk-button{color:red}@media print{a:is(.x,.y){color:red}}"


def test_edited_script__refuses_when_the_place_of_an_edit_has_moved() -> None:
    with pytest.raises(ValueError, match="edit 6"):
        vendor.edited_script("export{}")
