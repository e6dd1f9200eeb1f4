"""How soon a page can be used on a slow phone: `.venv/bin/python -m benchmarks.slow_phone`.

400 kbit/s with 400 ms there and back, and a processor four times slower, as Chromium plays them. Each page is opened
by somebody who was never here before. The promise is 5 seconds.
"""

from __future__ import annotations

from playwright.sync_api import Browser, sync_playwright

from benchmarks import run
from tools import chromium

PAGES = ("/", "/rate/", "/sign-in/", "/frameworks/", "/roles/")
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
        port = run._free_port()
        with run._serving(environ, port), sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
            print("| page | files | kB | usable after s | all there after s |")
            print("|---|---:|---:|---:|---:|")
            for page in PAGES:
                _measure(browser, f"http://127.0.0.1:{port}", page)
            browser.close()


def _measure(browser: Browser, home: str, page: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780})
    opened = context.new_page()
    phone = context.new_cdp_session(opened)
    phone.send("Network.enable")
    speed = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    phone.send("Network.emulateNetworkConditions", {"offline": False, "latency": DELAY, **speed})
    phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    opened.goto(home + page, wait_until="load")
    took = opened.evaluate(USABLE)
    seconds = " | ".join(f"{took[name] / 1000:.1f}" for name in ("usable", "loaded"))
    print(f"| {page} | {took['files']} | {took['bytes'] / 1000:.0f} | {seconds} |")
    context.close()


if __name__ == "__main__":
    main()
