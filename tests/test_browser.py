"""A real browser on a real server: marks to the letter, the keyboard alone, light and dark, nothing from elsewhere."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import web_graph
from conftest import WebServer
from selenium import webdriver
from selenium.webdriver import Keys
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

import kg

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--window-size=1280,900",
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    if not CHROMIUM or not DRIVER:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium and its driver are needed in CI (apt-get install chromium chromium-driver)")
        pytest.skip("Chromium and its driver are not installed")
    options = Options()
    options.binary_location = CHROMIUM
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_page_load_timeout(30)
    driver.implicitly_wait(5)
    yield driver
    driver.quit()
    driver.service.stop()


def marked(browser: webdriver.Chrome, statement: str) -> str:
    """The words that a document's page marks for one statement, as the page holds them."""
    marks = f'[...document.querySelectorAll(`mark[data-statements~="{statement}"]`)]'
    return str(browser.execute_script(f"return {marks}.map(m => m.textContent).join('')"))


def test_marked_words_are_the_stored_words(browser: webdriver.Chrome, web_server: WebServer) -> None:
    texts = {t.document: t.text for t in web_graph.build().texts}
    checked = 0
    for source in kg.open(web_server.store).overview().sources:
        page = kg.open(web_server.store).document(source.iri)
        assert page is not None
        browser.get(web_server.url + "/" + source.iri.removeprefix(web_graph.BASE))
        for fact in page.facts:
            quote = fact.quotes[0]
            words = marked(browser, fact.id)
            assert words == quote.exact == texts[source.iri][quote.start : quote.end]
            checked += 1
    assert checked == 42


def test_a_statement_marks_its_words_with_their_line_breaks(browser: webdriver.Chrome, web_server: WebServer) -> None:
    for fact in kg.open(web_server.store).statements_of(web_graph.ID + "lantern-office"):
        browser.get(f"{web_server.url}/statement/{fact.id}")
        marks = [m.get_property("textContent") for m in browser.find_elements(By.CSS_SELECTOR, ".trace mark")]
        assert marks == [fact.quotes[0].exact]


def test_a_citation_opens_the_document_at_its_words(browser: webdriver.Chrome, web_server: WebServer) -> None:
    browser.get(web_server.url + "/id/harbor-model")
    link = browser.find_element(By.XPATH, "//article[.//q[starts-with(., 'The Harbor Model began')]]//cite/a")
    link.click()
    mark = browser.execute_script("return document.querySelector(':target').closest('mark').textContent")
    assert mark == "The Harbor Model began in March 2026"


INITIATIVES = "https%3A%2F%2Fw3id.org%2Fregulatory-kg%2Fcore%23Initiative"
PAGES = (
    "/",
    "/ask",
    "/ask?q=Who+leads+the+Lantern+Office",
    f"/things?type={INITIATIVES}",
    f"/picture?type={INITIATIVES}&by={INITIATIVES.replace('Initiative', 'startedOn')}",
    "/id/harbor-model",
    "/id/tide-program",
    "/search?q=harbor",
    "/graph?of=Harbor+Model",
    "/graph?from=Ada+Brook&to=Ministry+of+Tides",
    "/documents",
    "/ontology/core",
    "/sparql?query=SELECT+*+%7B+%3Fs+kg%3Apredecessor+%3Fo+%7D",
    "/releases",
    "/dump",
    "/id/nobody",
)


def test_nothing_comes_from_another_host_and_nothing_is_blocked(
    browser: webdriver.Chrome, web_server: WebServer
) -> None:
    browser.get_log("performance")
    browser.get_log("browser")
    for path in PAGES:
        browser.get(web_server.url + path)
    asked = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [m["params"]["request"]["url"] for m in asked if m["method"] == "Network.requestWillBeSent"]
    assert len(urls) > len(PAGES)
    assert {urlsplit(url).netloc for url in urls} == {urlsplit(web_server.url).netloc}
    complaints = [entry["message"] for entry in browser.get_log("browser") if "404 (NOT FOUND)" not in entry["message"]]
    assert complaints == []


def test_a_question_by_keyboard_alone(browser: webdriver.Chrome, web_server: WebServer) -> None:
    browser.get(web_server.url + "/documents")
    body = browser.switch_to.active_element
    body.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the content"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Harbor Model slips"
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    box = browser.switch_to.active_element
    assert box.get_attribute("id") == "find"
    box.send_keys("Beacon Model", Keys.ENTER)
    browser.find_element(By.LINK_TEXT, "Beacon Model").send_keys(Keys.ENTER)
    assert browser.find_element(By.CSS_SELECTOR, ".subject h1").text == "Beacon Model"


def test_a_query_by_keyboard_alone(browser: webdriver.Chrome, web_server: WebServer) -> None:
    browser.get(web_server.url + "/sparql")
    box = browser.find_element(By.ID, "query")
    box.clear()
    box.send_keys("SELECT ?s { ?s kg:predecessor ?o }", Keys.CONTROL, Keys.ENTER)
    assert [a.text for a in browser.find_elements(By.CSS_SELECTOR, "td a")] == ["Harbor Model"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/id/harbor-model", "/graph?of=Harbor+Model", "/search?q=harbor"])
def test_words_can_be_read_in_light_and_dark(
    browser: webdriver.Chrome, web_server: WebServer, path: str, scheme: str
) -> None:
    """WCAG 2.2, 1.4.3: every word stands out from what is behind it by at least 4.5 to 1."""
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    browser.get(web_server.url + path)
    faint = browser.execute_script(CONTRAST)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert faint == []


def test_no_page_is_wider_than_a_telephone(browser: webdriver.Chrome, web_server: WebServer) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    wide = []
    for path in PAGES:
        browser.get(web_server.url + path)
        if browser.execute_script("return document.documentElement.scrollWidth") > 390:
            wide.append(path)
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wide == []


def test_every_page_can_be_found_through_by_those_who_do_not_see_it(
    browser: webdriver.Chrome, web_server: WebServer
) -> None:
    """What axe-core checks and can be told without it (WCAG 2.2: 1.1.1, 1.3.1, 2.4.1, 2.4.2, 2.4.4, 3.1.1, 4.1.2)."""
    documents = [s.iri.replace(web_graph.BASE, "/") for s in kg.open(web_server.store).overview().sources]
    statement = kg.open(web_server.store).statements_of(web_graph.ID + "harbor-model")[0].id
    found = {}
    for path in (*PAGES, *documents, f"/statement/{statement}"):
        browser.get(web_server.url + path)
        found[path] = browser.execute_script(HEARD)
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.skipif(not os.environ.get("AXE_CORE"), reason="AXE_CORE names no axe.min.js")
def test_axe_finds_nothing(browser: webdriver.Chrome, web_server: WebServer) -> None:
    with open(os.environ["AXE_CORE"], encoding="utf-8") as file:
        axe = file.read()
    found = {}
    for path in PAGES:
        browser.get(web_server.url + path)
        browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
        told = "axe.run().then(r => arguments[0](r.violations.map(v => `${v.id}: ${v.nodes[0].html}`)))"
        found[path] = browser.execute_async_script(told)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_it_works_without_scripts(browser: webdriver.Chrome, web_server: WebServer) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(web_server.url + "/search?q=harbor")
    browser.find_element(By.LINK_TEXT, "Harbor Model").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "Harbor Model"
    assert len(browser.find_elements(By.CSS_SELECTOR, "article.fact q, article.side q")) == 9
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


CONTRAST = """
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
const behind = element => {
  for (let e = element; e; e = e.parentElement) {
    const c = numbers(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] > 0) return c;
  }
  return [255, 255, 255];
};
const faint = [];
for (const element of document.querySelectorAll('body *')) {
  const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  if (!own || !element.checkVisibility() || element.closest('.unseen, .skip, title')) continue;
  const style = getComputedStyle(element);
  const front = numbers(element.namespaceURI.endsWith('svg') ? style.fill : style.color);
  const [a, b] = [luminance(front), luminance(behind(element))].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  const name = element.className.baseVal ?? element.className;
  if (ratio < 4.5) faint.push(`${element.tagName}.${name}: ${ratio.toFixed(2)}`);
}
return [...new Set(faint)];
"""

HEARD = """
const faults = [];
const all = selector => [...document.querySelectorAll(selector)];
const name = e => (e.getAttribute('aria-label') || (e.getAttribute('aria-labelledby') || '').split(' ')
  .map(id => document.getElementById(id)?.textContent || '').join(' ') || e.textContent || e.title || '').trim();
const say = (what, e) => faults.push(`${what}: ${e.outerHTML.slice(0, 80)}`);
if (!document.documentElement.lang) faults.push('no language');
if (!document.title.trim()) faults.push('no title');
if (all('h1').length !== 1) faults.push(`${all('h1').length} level-one headings`);
if (all('main').length !== 1) faults.push('not one main');
let level = 0;
for (const heading of all('h1, h2, h3, h4, h5, h6')) {
  const own = Number(heading.tagName[1]);
  if (level && own > level + 1) say('a level is left out', heading);
  level = own;
}
const ids = all('[id]').map(e => e.id);
for (const id of new Set(ids.filter((id, n) => ids.indexOf(id) !== n))) faults.push(`two of id ${id}`);
for (const e of all('a[href], button, summary')) if (!name(e)) say('no name', e);
for (const e of all('img')) if (!e.hasAttribute('alt')) say('no alt', e);
for (const e of all('svg')) if (!e.matches('[aria-label], [aria-labelledby], [aria-hidden=true]')) say('no name', e);
for (const e of all('input:not([type=hidden]), select, textarea'))
  if (!e.labels?.length && !e.getAttribute('aria-label')) say('no label', e);
for (const e of all('th')) if (!e.textContent.trim() || !e.scope) say('an empty head or no scope', e);
for (const e of all('[aria-labelledby]'))
  for (const id of e.getAttribute('aria-labelledby').split(' ')) if (!document.getElementById(id)) say('names nothing', e);
for (const kind of ['nav', 'aside', 'section[aria-label]', 'form[aria-label]']) {
  const names = all(kind).map(e => e.getAttribute('aria-label') || '');
  if (kind !== 'section[aria-label]' && names.length > 1)
    for (const twice of new Set(names.filter((n, at) => names.indexOf(n) !== at))) faults.push(`two ${kind} named ${twice}`);
}
for (const e of all('ul > *, ol > *')) if (e.tagName !== 'LI') say('no list item', e);
for (const e of all('a[href^="#"]')) if (!document.getElementById(e.hash.slice(1))) say('leads nowhere', e);
return faults;
"""
