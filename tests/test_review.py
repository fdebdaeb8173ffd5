"""The reviewer's page from end to end: decisions, their fate in later runs, two at once, hostile text."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import pytest
from archives import rows
from invented import document, full, indicator
from pages_read import Page
from payloads import PAYLOADS
from starlette.testclient import TestClient
from typer.testing import CliRunner

from bienban.cli import app
from bienban.errors import StoreError, UsageError
from bienban.evaluate.folder import find_samples
from bienban.evaluate.gold import read_key
from bienban.records import Period
from bienban.review.app import application
from bienban.review.doubts import doubts, rank
from bienban.review.facts import correct
from bienban.review.queue import Queue, Wanted
from bienban.review.site import Site
from bienban.store import ask
from bienban.store.database import line_of, open_database
from bienban.store.engine import asked, open_engine
from bienban.store.export import export

ABOUT = {"rules": "", "version": "1"}
HOME = "http://127.0.0.1:8417"
TEXT = (
    "Sáng 5/3, bà Lê Thu Cúc chủ trì phiên họp. Thu ngân sách đạt 1.234,50 tỷ đồng, tăng 7,5%.\n"
    "Diện tích lúa đạt 12 ha, chè 7 ha, ngô 9 ha."
)


def place(raw, rule="unit.area.ha"):
    start = TEXT.index(raw)
    return {"start": start, "end": start + len(raw), "raw": raw, "rule": rule}


def areas(doc_id="a.txt", *, unit="ha", values=("12", "7", "9"), names=("lúa", "chè", "ngô")):
    when = Period(code="2024-03", start="2024-03-01", end="2024-03-31")
    found = tuple(
        indicator(id=f"i{n}", name=name, value=value, unit=unit, period=when, provenance=place(f"{raw} ha"))
        for n, (raw, value, name) in enumerate(zip(("12", "7", "9"), values, names, strict=True))
    )
    return document(doc_id, text=TEXT, indicators=found).model_copy(update={"text": TEXT})


def fed(url, *records):
    with open_database(url) as database:
        database.feed([line_of(record) for record in records], ABOUT)
        database.finish()


class Reviewer:
    """A browser without JavaScript: it follows links and sends the forms of the page it is on."""

    def __init__(self, site, **headers):
        self.client = TestClient(application(site), base_url=HOME, headers={"origin": HOME, **headers})
        self.page = None

    def open(self, path):
        self.answer = self.client.get(path)
        self.page = Page(self.answer.text)
        return self

    def follow(self, starts):
        return self.open(next(link for link in self.page.links if link.startswith(starts)))

    def send(self, action, **fields):
        form = next(form for form in self.page.forms if form["action"] == action)
        self.answer = self.client.post(action, data={**form["fields"], **fields})
        self.page = Page(self.answer.text)
        return self


@pytest.fixture
def archive(url):
    fed(url, areas("a.txt"), areas("b.txt"))
    return url


@pytest.fixture
def site(archive):
    made = Site(open_engine(archive, create=False), "lan")
    yield made
    made.engine.dispose()


@pytest.fixture
def lan(site):
    return Reviewer(site)


def decided(url):
    return rows(url, "SELECT verdict, reviewer, pattern, note FROM reviews WHERE latest ORDER BY review")


def open_records(url):
    with asked(url) as connection:
        queue = Queue()
        queue.follow(connection)
        return sum(len(group.entries) for group in queue.groups(Wanted()))


def test_a_reviewer_accepts_rejects_and_corrects_record_by_record(lan, archive):
    lan.open("/").follow("/group").follow("/record")
    lan.send("/decide", verdict="accept", note="rõ ràng")
    assert lan.answer.status_code == 200
    assert lan.answer.url.path == "/record"
    lan.send("/decide", verdict="reject").send("/correct", **{"field-unit": "m2"})
    assert decided(archive) == [
        ("accept", "lan", None, "rõ ràng"),
        ("reject", "lan", None, None),
        ("correct", "lan", None, None),
    ]
    assert rows(archive, "SELECT field, was, value FROM review_fields") == [("unit", "ha", "m2")]
    assert open_records(archive) == 3


def test_a_group_is_decided_as_a_whole_and_taken_back(lan, archive):
    lan.open("/").follow("/group").send("/decide-group", verdict="accept")
    assert {row[0] for row in decided(archive)} == {"accept"}
    assert all("unit.area.ha" in row[2] for row in decided(archive))
    assert open_records(archive) == 0
    lan.send("/undo")
    assert {row[0] for row in decided(archive)} == {"none"}
    assert open_records(archive) == 6
    lan.open("/log").send("/undo")
    assert open_records(archive) == 0


def test_undo_brings_back_what_counted_before(lan, archive):
    lan.open("/").follow("/group").follow("/record").send("/correct", **{"field-unit": "m2"})
    before = rows(archive, "SELECT verdict, fields, record FROM reviews WHERE latest")
    name = rows(archive, "SELECT doc_id, kind, key FROM reviews")[0]
    path = "/record?" + urllib.parse.urlencode(dict(zip(("doc", "kind", "key"), name, strict=True)))
    lan.open(path).send("/decide", verdict="reject").send("/undo")
    assert rows(archive, "SELECT verdict, fields, record FROM reviews WHERE latest") == before
    last = "SELECT field, value FROM review_fields JOIN reviews USING (review) WHERE latest"
    assert rows(archive, last) == [("unit", "m2")]


def test_what_was_decided_is_not_asked_again_but_what_changed_is(lan, archive):
    lan.open("/").follow("/group").send("/decide-group", verdict="accept")
    fed(archive, areas("a.txt"), areas("b.txt"))
    assert open_records(archive) == 0
    fed(archive, areas("a.txt", values=("12", "70", "9")))
    assert open_records(archive) == 1
    lan.open("/").follow("/group")
    assert "value × 10" in lan.page.text
    lan.follow("/record")
    assert ["7", "70"] in lan.page.rows_of("value")
    lan.send("/decide", verdict="accept")
    assert open_records(archive) == 0
    fed(archive, areas("a.txt"))
    assert open_records(archive) == 1


def test_a_corrected_field_is_locked_and_the_rest_is_watched(lan, archive):
    lan.open("/").follow("/group").follow("/record").send("/correct", **{"field-unit": "m2"})
    lan.open("/").follow("/group").send("/decide-group", verdict="accept")
    for unit in ("m2", "km2", "ha"):
        fed(archive, areas("a.txt", unit=unit), areas("b.txt"))
        assert ("correct",) in rows(archive, "SELECT verdict FROM reviews WHERE latest")
        assert open_records(archive) == (0 if unit == "ha" else 2)
    fed(archive, areas("a.txt", names=("lúa xuân", "chè", "ngô")))
    assert open_records(archive) == 1


def test_a_record_that_is_lost_and_found_again_keeps_its_decision(lan, archive):
    lan.open("/").follow("/group").send("/decide-group", verdict="accept")
    empty = document("a.txt", text=TEXT).model_copy(update={"text": TEXT})
    fed(archive, empty)
    fed(archive, areas("a.txt"))
    assert open_records(archive) == 0


def test_of_two_reviewers_one_wins_and_the_other_sees_it(site, archive):
    lan, mai = Reviewer(site), Reviewer(Site(open_engine(archive, create=False), "mai"))
    for one in (lan, mai):
        one.open("/").follow("/group").follow("/record")
    lan.send("/decide", verdict="accept")
    mai.send("/decide", verdict="reject")
    assert mai.answer.status_code == 409
    assert "lan" in mai.page.text
    assert decided(archive) == [("accept", "lan", None, None)]
    mai.send("/decide", verdict="reject")
    assert decided(archive) == [("reject", "mai", None, None)]


def test_a_group_that_changed_under_a_reviewer_is_shown_anew(site, archive):
    lan, mai = Reviewer(site), Reviewer(site)
    mai.open("/").follow("/group")
    lan.open("/").follow("/group").follow("/record").send("/decide", verdict="reject")
    mai.send("/decide-group", verdict="accept")
    assert mai.answer.status_code == 409
    assert decided(archive) == [("reject", "lan", None, None)]
    mai.send("/decide-group", verdict="accept")
    assert len(decided(archive)) == 6


def test_a_run_between_look_and_decision_is_noticed(lan, archive):
    lan.open("/").follow("/group").follow("/record")
    fed(archive, areas("a.txt", unit="m2"), areas("b.txt", unit="m2"))
    lan.send("/decide", verdict="accept")
    assert lan.answer.status_code == 409
    assert decided(archive) == []


def test_doubtful_records_come_first(url):
    fed(
        url,
        full("a.txt").model_copy(update={"doc_id": "full.txt"}),
        areas("a.txt", unit=None),
        areas("b.txt"),
    )
    with asked(url) as connection:
        queue = Queue()
        queue.follow(connection)
        groups = queue.groups(Wanted())
    ranks = [rank(group.signature.kind, group.doubts) for group in groups]
    assert ranks == sorted(ranks)
    assert any(doubt.startswith("flag: ") for doubt in groups[0].doubts)


def test_every_doubt_has_its_rank():
    row = {"flags": ["sum_mismatch"], "readings": [1], "name": None, "period_code": None, "unit": None}
    found = doubts("indicators", row)
    assert found == ("flag: sum_mismatch", "two_readings", "no_name", "no_period", "no_unit")
    assert [rank("indicators", found[n:]) for n in range(6)] == [0, 1, 2, 3, 4, 9]


def test_filters_choose_records(lan, archive):
    fed(archive, areas("c.txt", unit=None))
    for asked_for, count in (
        ("document=c.txt", 3), ("flag=no_unit", 3), ("kind=people", 0), ("rule=nothing", 0), ("body=xyz", 0),
        ("state=decided", 0), ("kind=indicators", 9),
    ):  # fmt: skip
        found = re.findall(r"(\d+) records", lan.open(f"/?{asked_for}").page.text)
        assert sum(map(int, found)) == count, asked_for


@pytest.mark.parametrize("language", ["en", "vi"])
def test_pages_speak_two_languages(lan, language):
    lan.client.headers["accept-language"] = f"{language};q=0.9"
    title = {"en": "Queue", "vi": "Hàng đợi"}[language]
    assert title in lan.open("/").page.text
    lan.open(f"/language?to={'vi' if language == 'en' else 'en'}&back=//evil.example/")
    assert lan.answer.url.path == "/"
    assert title not in lan.page.text


class TestForms:
    def test_a_value_that_is_no_number_is_refused_with_its_reason(self, lan, archive):
        lan.open("/").follow("/group").follow("/record").send("/correct", **{"field-value": "mười hai"})
        assert lan.answer.status_code == 422
        assert "value" in lan.page.text
        assert decided(archive) == []

    def test_nothing_corrected_is_told(self, lan, archive):
        lan.open("/").follow("/group").follow("/record").send("/correct")
        assert lan.answer.status_code == 422
        assert decided(archive) == []

    def test_a_period_brings_its_days(self, lan, archive):
        lan.open("/").follow("/group").follow("/record").send("/correct", **{"field-period_code": "2024-Q1"})
        told = dict(rows(archive, "SELECT field, value FROM review_fields"))
        assert told == {
            "period_code": "2024-Q1",
            "period_start": "2024-01-01",
            "period_end": "2024-03-31",
        }

    def test_no_period_that_is_none(self):
        with pytest.raises(UsageError, match="period"):
            correct("indicators", indicator().model_dump(mode="json"), [_code("hôm qua")])

    def test_selected_text_keeps_its_place(self, lan, archive):
        at = f"{TEXT.index('Diện tích')}-{TEXT.index('Diện tích') + 9}"
        lan.open("/").follow("/group").follow("/record")
        lan.send("/correct", **{"field-name": "Diện tích", "at-name": at})
        [(start, end)] = rows(archive, 'SELECT start, "end" FROM review_fields')
        assert TEXT[start:end] == "Diện tích"


def _code(code):
    from bienban.store.decisions import Correction

    return Correction("period_code", None, code)


class TestGuard:
    def test_another_host_is_refused(self, lan):
        assert lan.client.get("/", headers={"host": "evil.example"}).status_code == 421
        assert lan.client.get("/", headers={"host": "127.0.0.1.evil.example:8417"}).status_code == 421

    @pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", ""])
    def test_a_form_of_another_site_is_refused(self, lan, archive, origin):
        lan.open("/").follow("/group")
        lan.client.headers["origin"] = origin
        lan.send("/decide-group", verdict="accept")
        assert lan.answer.status_code == 403
        assert decided(archive) == []

    def test_a_form_without_the_token_is_refused(self, lan, archive):
        lan.open("/").follow("/group").send("/decide-group", verdict="accept", token="é")
        assert lan.answer.status_code == 403
        assert decided(archive) == []

    def test_a_form_that_is_too_long_is_refused(self, lan):
        assert lan.client.post("/decide", data={"note": "x" * 1_100_000}).status_code == 413

    @pytest.mark.parametrize(
        "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/words.yaml", "/etc/passwd"]
    )
    def test_no_other_file_is_served(self, lan, path):
        assert lan.client.get(path).status_code == 404

    @pytest.mark.parametrize(
        "path", ["/record", "/group", "/group?id=x&page=-1", "/record?doc=x&kind=y&key=z", "/?state=x&page=é"]
    )
    def test_questions_without_sense_are_answered(self, lan, path):
        assert lan.client.get(path).status_code in (200, 404)

    def test_every_answer_has_the_policy(self, lan):
        for path in ("/", "/static/keys.js", "/nowhere"):
            headers = lan.client.get(path).headers
            assert headers["content-security-policy"].startswith("default-src 'none'")
            assert headers["referrer-policy"] == "same-origin"


def hostile():
    """An article whose every word is a payload, and records and a note that quote them."""
    article = "\n".join(PAYLOADS)
    found = []
    for n, payload in enumerate(PAYLOADS):
        start = article.index(payload)
        where = {"start": start, "end": start + len(payload), "raw": payload, "rule": payload}
        found.append(indicator(id=f"i{n}", name=payload, unit=payload, base=payload, provenance=where))
    record = document(f"{PAYLOADS[18]}.txt", text=article, indicators=tuple(found))
    return record.model_copy(update={"text": article})


def test_hostile_text_stays_text_on_every_page(url):
    fed(url, hostile())
    mai = Reviewer(Site(open_engine(url, create=False), PAYLOADS[0]))
    mai.open("/?state=all")
    seen = [mai.page]
    for link in [one for one in mai.page.links if one.startswith("/group")]:
        seen.append(mai.open(link).page)
        seen.append(mai.follow("/record").page)
    mai.send("/decide", verdict="accept", note=PAYLOADS[16])
    seen += [mai.page, mai.open("/log").page, mai.open(f"/?rule={PAYLOADS[18]}&flag={PAYLOADS[0]}").page]
    for page in seen:
        assert page.scripts == ["/static/keys.js"]
        assert page.elements <= ELEMENTS, page.elements - ELEMENTS
        assert not [name for name in page.attributes if name.startswith(("on", "style", "hx-", "srcdoc"))]
        assert [link for link in page.links if not link.startswith(("/", "#"))] == []
        assert [form for form in page.forms if not form["action"].startswith("/")] == []


ELEMENTS = set(
    re.findall(
        r"\w+",
        "html head meta title link script body header h1 h2 h3 a nav span progress main form label select "
        "option input button p ol li kbd div mark code table tr th td del ins details summary section b br",
    )
)


def test_a_document_is_promoted_to_gold_and_read_by_evaluate(url, tmp_path):
    fed(url, areas("a.txt"))
    site = Site(open_engine(url, create=False), "lan", tmp_path / "gold")
    lan = Reviewer(site).open("/").follow("/group").follow("/record")
    assert not [form for form in lan.page.forms if form["action"] == "/promote"]
    lan.send("/correct", **{"field-unit": "m2"}).send("/decide", verdict="reject")
    lan.send("/decide", verdict="accept")
    lan.open("/?state=all").follow("/group").follow("/record").send("/promote")
    assert lan.answer.status_code == 200
    [sample] = find_samples(tmp_path / "gold")
    gold = read_key(sample.key, "a", sample.document.read_text("utf-8"))
    units = {figure.evidence: figure.unit for figure in gold.key.figures}
    assert sorted(units.values()) == ["ha", "m2"]
    assert len(units) == 2
    assert json.loads(sample.key.read_text("utf-8"))["is_meeting"] is False


def test_a_document_with_open_records_is_not_promoted(site, archive, tmp_path):
    from bienban.review.gold import promote

    with asked(archive) as connection, pytest.raises(StoreError, match="not all"):
        promote(connection, "a.txt", tmp_path)
    assert list(tmp_path.iterdir()) == []


def served(url):
    """A server of its own process and the address it told."""
    command = [sys.executable, "-m", "bienban", "review", url, "--port", "0", "--no-browser", "--as", "lan"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ})
    return process, process.stdout.readline().split()[0].rstrip("/")


def test_a_killed_server_has_lost_no_decision(new_url):
    url = new_url("sqlite")
    fed(url, *(areas(f"{n}.txt") for n in range(4)))
    done = 0
    for _ in range(3):
        process, home = served(url)
        try:
            for _ in range(2):
                page = Page(urllib.request.urlopen(f"{home}/").read().decode())
                group = next(link for link in page.links if link.startswith("/group"))
                page = Page(urllib.request.urlopen(home + group).read().decode())
                record = next(link for link in page.links if link.startswith("/record"))
                links = [link for link in page.links if link.startswith("/record")]
                record = links[done]
                page = Page(urllib.request.urlopen(home + record).read().decode())
                form = next(form for form in page.forms if form["action"] == "/decide")
                data = urllib.parse.urlencode({**form["fields"], "verdict": "accept"}).encode()
                asked_for = urllib.request.Request(f"{home}/decide", data, {"Origin": home})
                urllib.request.urlopen(asked_for)
                done = len(decided(url))
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
    assert done == 6
    assert len(decided(url)) == 6


def test_it_is_up_soon(new_url):
    url = new_url("sqlite")
    fed(url, areas())
    start = time.monotonic()
    process, home = served(url)
    try:
        urllib.request.urlopen(f"{home}/").read()
        took = time.monotonic() - start
    finally:
        process.terminate()
        process.wait()
    assert took < 10  # half a second on a quiet machine; see benchmarks


def reported(url):
    """An article with one figure of a series, and who was told what."""
    when = Period(code="2024-03", start="2024-03-01", end="2024-03-31")
    of = {"concept": "rice_area", "unit": "ha", "period": when, "name": "lúa"}
    one = indicator(value="12", **of, provenance=place("12 ha"))
    record = document("a.txt", text=TEXT, indicators=(one,)).model_copy(update={"text": TEXT})
    fed(url, record)
    return Reviewer(Site(open_engine(url, create=False), "lan"))


class TestWhatCounts:
    def test_a_corrected_value_with_the_extracted_one_beside_it(self, url, tmp_path):
        lan = reported(url).open("/").follow("/group").follow("/record")
        lan.send("/correct", **{"field-value": "120", "field-unit": "m2", "field-period_code": "2024-04"})
        [row] = ask.series(url, "rice_area").dicts()
        told = {name: row[name] for name in ("value", "unit", "period", "period_end")}
        assert told == {"value": "120", "unit": "m2", "period": "2024-04", "period_end": "2024-04-30"}
        assert (row["reviewed"], row["extracted_value"], row["extracted_unit"]) == ("correct", "12", "ha")
        assert rows(url, "SELECT number FROM series")[0][0] == 120
        [row] = ask.series(url, "rice_area", as_extracted=True).dicts()
        assert (row["value"], row["period"]) == ("12", "2024-03")
        assert "reviewed" not in row
        [path] = [path for path in export(url, tmp_path, "csv") if path.stem == "indicators"]
        [line] = csv.DictReader(path.open(encoding="utf-8"))
        assert (line["value"], line["extracted_value"], line["reviewed"]) == ("120", "12", "correct")

    def test_a_rejected_record_counts_no_more_until_that_is_undone(self, url):
        lan = reported(url).open("/").follow("/group").follow("/record").send("/decide", verdict="reject")
        assert rows(url, "SELECT * FROM current_indicators") == []
        assert len(ask.series(url, "rice_area", as_extracted=True).rows) == 1
        lan.send("/undo")
        [row] = ask.series(url, "rice_area").dicts()
        assert (row["value"], row["reviewed"]) == ("12", None)

    def test_an_accepted_record_says_so(self, url):
        reported(url).open("/").follow("/group").follow("/record").send("/decide", verdict="accept")
        [row] = ask.series(url, "rice_area").dicts()
        assert (row["value"], row["reviewed"]) == ("12", "accept")

    def test_meetings_directives_and_flags(self, url):
        fed(url, full("a.txt"))
        lan = Reviewer(Site(open_engine(url, create=False), "lan"))
        for kind, fields in (
            ("meetings", {"field-body": "UBND xã Hòa", "field-date": "2024-03-06"}),
            ("people", {"field-name": "Lê Thu Cúc Hương"}),
            ("directives", {"field-addressee": "Sở Y tế", "field-deadline_date": "2024-05-01"}),
        ):
            lan.open(f"/?kind={kind}").follow("/group").follow("/record").send("/correct", **fields)
        [meeting] = ask.meetings(url).dicts()
        assert (meeting["body"], meeting["meeting_date"]) == ("UBND xã Hòa", "2024-03-06")
        assert meeting["chair"] == "Lê Thu Cúc Hương"
        [directive] = ask.directives(url).dicts()
        assert (directive["addressee"], directive["due"]) == ("Sở Y tế", "2024-05-01")
        assert directive["body"] == "UBND xã Hòa"
        assert len(ask.flags(url).rows) == 1
        lan.open("/?kind=flags").follow("/group").follow("/record").send("/decide", verdict="accept")
        assert ask.flags(url).rows == []
        assert len(ask.flags(url, as_extracted=True).rows) == 1
        assert ask.meetings(url, as_extracted=True).dicts()[0]["body"] != "UBND xã Hòa"

    def test_it_is_asked_from_the_command_line(self, new_url):
        url = new_url("sqlite")
        reported(url).open("/").follow("/group").follow("/record").send("/correct", **{"field-value": "120"})
        asked_for = ["query", "series", "--from", url, "--concept", "rice_area"]
        answer = CliRunner().invoke(app, asked_for)
        assert "correct" in answer.stdout
        assert "120" in answer.stdout
        assert "120" not in CliRunner().invoke(app, [*asked_for, "--as-extracted"]).stdout
