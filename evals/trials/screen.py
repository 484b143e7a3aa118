"""What a real browser makes of strangers' strings: in a page where they run, and in the studio's."""

import html
import http.server
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from evals.trials.sets import Payload
from tests.servers import chromium

SETTLE_MS = 60
# Runs before anything else in every page.  Whatever a payload may do to show that it runs is told.
SENTINEL = """
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = said => { window.__fired(name + ': ' + said); };
document.addEventListener('securitypolicyviolation', seen =>
  window.__stopped(seen.violatedDirective + ' ' + seen.blockedURI));
"""
# Whatever in a page could run, or call elsewhere, that did not come out of our own files.
# What is no page of HTML the browser dresses up itself.
ALIVE = """() => document.contentType !== 'text/html' ? [] :
[...document.querySelectorAll('*')].flatMap(each => {
  const found = [];
  const name = each.tagName.toLowerCase();
  if (['iframe', 'object', 'embed', 'base', 'style', 'applet', 'frame'].includes(name))
    found.push(name);
  if (name === 'script' && !(each.getAttribute('src') || '').startsWith('/static/')) found.push('script');
  for (const { name: key, value } of each.attributes) {
    if (/^on|^srcdoc$|^style$|^hx-on/.test(key)) found.push(name + ' ' + key);
    if (/^(href|src|action|formaction|xlink:href|poster|data|background|ping|srcset)$/.test(key)) {
      let url;
      try { url = new URL(value, location.href); } catch { continue; }
      if (url.origin !== location.origin && !(name === 'a' && /^https?:/.test(url.protocol)))
        found.push(name + ' ' + key + '=' + value.slice(0, 60));
    }
  }
  return found;
})"""


@dataclass(slots=True)
class Seen:
    """What ran on pages, what was called elsewhere, what the policy stopped, and what could run."""

    fired: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    alive: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    pages: int = 0

    @property
    def is_calm(self) -> bool:
        """Whether nothing happened at all."""
        return not (self.fired or self.calls or self.stopped or self.alive)


class Screen:
    """A window of a browser in which everything that strings do is noticed."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        """home: the only address that may be called."""
        self.seen = Seen()
        self._home = home
        self._context = context
        context.expose_binding("__fired", lambda _, said: self.seen.fired.append(said))
        context.expose_binding("__stopped", lambda _, said: self.seen.stopped.append(said))
        context.add_init_script(SENTINEL)
        context.on("request", lambda request: self._note(request.url))
        context.route(self._is_elsewhere, lambda route: route.abort())
        self.page: Page = context.new_page()
        self.page.on("dialog", self._dismiss)

    def look(self, path: str) -> int:
        """Open a page of home and wait until it is calm; return its status."""
        answer = self.page.goto(self._home + path, wait_until="load")
        self.page.wait_for_timeout(SETTLE_MS)
        self.seen.pages += 1
        self.seen.alive += [f"{path}: {each}" for each in self.page.evaluate(ALIVE)]
        self.seen.titles.append(self.page.title())
        return answer.status if answer else 0

    def _is_elsewhere(self, url: str) -> bool:
        local = ("data:", "blob:", "about:", self._home, self._home.replace("http", "ws", 1))
        return not url.startswith(local)

    def _note(self, url: str) -> None:
        if self._is_elsewhere(url):
            self.seen.calls.append(url[:200])

    def _dismiss(self, dialog: Any) -> None:
        self.seen.fired.append(dialog.message)
        dialog.dismiss()


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium; ends the program with a sentence where there is none."""
    path = chromium.find()
    if path is None:
        raise SystemExit("There is no Chromium. Install one, or name it in PERSONAE_CHROMIUM.")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield made
        finally:
            made.close()


@contextmanager
def screen(browser: Browser, home: str, *, session: str = "") -> Iterator[Screen]:
    """A new window on home.  session: the token of who is signed in."""
    with browser.new_context() as context:
        if session:
            context.add_cookies([{"name": "personae_session", "value": session, "url": home}])
        yield Screen(context, home)


def control(browser: Browser, payloads: Sequence[Payload]) -> Seen:
    """Open each payload raw, in a page without any defence: here the sentinel must fire."""
    pages = [f"<!doctype html><title>-</title><body>{each.text}</body>" for each in payloads]
    with _serving(pages) as home, screen(browser, home) as found:
        for number in range(len(pages)):
            found.look(f"/{number}")
        return found.seen


@contextmanager
def _serving(pages: Sequence[str]) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/").partition("?")[0]
            text = pages[int(name)] if name.isdigit() and int(name) < len(pages) else html.escape(name)
            content = text.encode("utf-8", "replace")
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
