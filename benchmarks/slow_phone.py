"""How soon a page can be used on a slow phone: `.venv/bin/python -m benchmarks.slow_phone`.

400 kbit/s with 400 ms there and back, and a processor four times slower, as Chromium plays them. Each page is opened
by a browser that was never here before, with a code's or a session's cookie where the page needs one. The promise is
150 kB and 5 seconds.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks import run
from tools import chromium

PAGES = ("/", "/rate/", "/told/", "/talk/", "/sign-in/", "/frameworks/", "/roles/")
BYTES_A_SECOND = 400_000 / 8
DELAY = 400  # ms
SLOWER = 4
USABLE = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const all = [page, ...performance.getEntriesByType("resource")];
  return { usable: page.domContentLoadedEventEnd, loaded: page.loadEventEnd,
           bytes: all.reduce((sum, one) => sum + one.transferSize, 0), files: all.length };
}"""


def main() -> None:
    """Open each page on such a phone, and print what it took."""
    found = chromium.find()
    if not found:
        raise SystemExit(chromium.MISSING)
    with run._installation("sqlite") as environ:
        run._seconds(environ, ["demo", "--build-only"])
        visits = run._inside(environ, "visits")
        port = run._free_port()
        with run._serving(environ, port), sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
            print("| page | files | kB | usable after s | all there after s |")
            print("|---|---:|---:|---:|---:|")
            plain = [{"name": page, "address": page, "cookies": {}} for page in PAGES]
            for page in [*plain, *visits]:
                _measure(browser, f"http://127.0.0.1:{port}", page)
            browser.close()


def _measure(browser: Browser, home: str, page: dict[str, Any]) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780})
    context.add_cookies([{"name": name, "value": value, "url": home} for name, value in page["cookies"].items()])
    opened = context.new_page()
    phone = context.new_cdp_session(opened)
    phone.send("Network.enable")
    speed = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    phone.send("Network.emulateNetworkConditions", {"offline": False, "latency": DELAY, **speed})
    phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answer = opened.goto(home + page["address"], wait_until="load")
    if answer is None or answer.status != 200 or not opened.url.endswith(page["address"]):
        raise SystemExit(f"{page['name']} led to {opened.url}, so it was not measured.")
    took = opened.evaluate(USABLE)
    seconds = " | ".join(f"{took[name] / 1000:.1f}" for name in ("usable", "loaded"))
    print(f"| {page['name']} | {took['files']} | {took['bytes'] / 1000:.0f} | {seconds} |", flush=True)
    context.close()


if __name__ == "__main__":
    main()
