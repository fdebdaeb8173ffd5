"""The command line end to end: what stands on stdout and stderr, and the exit code."""

import csv
import json
import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bienban.cli import app

HEAVY = ("spacy", "underthesea", "pandas", "sqlalchemy", "numpy")
ARTICLE = "Sáng 28/9, UBND thành phố họp. Thu ngân sách đạt 315 tỷ đồng.\n"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def shell(*arguments, **more):
    """The real command in a process of its own."""
    command = [sys.executable, "-m", "bienban", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **more)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def loaded_after(*arguments):
    """The heavy packages that a command has imported."""
    code = (
        "import sys, runpy; sys.argv = ['bienban', *sys.argv[1:]]\n"
        "try: runpy.run_module('bienban', run_name='__main__')\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=True
    )
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize("arguments", [["--help"], ["extract", "--help"], ["--version"], ["schema"]])
def test_what_needs_no_library_of_language_loads_none(arguments):
    assert loaded_after(*arguments) == "[]"


def test_every_verb_has_help():
    done = run("--help")
    assert done.exit_code == 0
    for verb in ("extract", "text", "explain", "schema", "samples", "rules"):
        assert f" {verb} " in done.stdout
        assert run(verb, "--help").exit_code == 0


class TestExtract:
    def test_in_a_pipe_one_line_of_json_a_document(self, article):
        done = run("extract", article, article)
        assert done.exit_code == 0
        records = [json.loads(line) for line in done.stdout.splitlines()]
        assert [record["source"]["path"] for record in records] == [str(article)] * 2

    def test_a_folder_is_read_sorted_and_to_the_bottom(self, tmp_path):
        for name in ("b.txt", "a/z.txt", "a/y.txt", "note.md"):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(ARTICLE, encoding="utf-8")
        done = run("extract", tmp_path)
        records = [json.loads(line) for line in done.stdout.splitlines()]
        assert [record["doc_id"] for record in records] == ["a/y.txt", "a/z.txt", "b.txt"]
        assert records[0]["source"]["path"] == str(tmp_path / "a/y.txt")

    def test_a_pipe_in_a_folder_is_left_alone_and_a_dead_link_named(self, tmp_path):
        (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
        os.mkfifo(tmp_path / "pipe.txt")
        (tmp_path / "dead.txt").symlink_to("nowhere")
        done = run("extract", tmp_path)
        assert done.exit_code == 3
        assert len(done.stdout.splitlines()) == 1
        assert "dead.txt: cannot be read" in done.stderr

    def test_what_fails_costs_only_itself(self, article, tmp_path):
        binary = tmp_path / "binary.txt"
        binary.write_bytes(b"PK\x03\x04\0\0")
        missing = tmp_path / "missing.txt"
        done = run("extract", missing, article, binary)
        assert done.exit_code == 3
        assert [json.loads(line)["doc_id"] for line in done.stdout.splitlines()] == [article.as_posix()]
        first, second, count = done.stderr.splitlines()
        assert str(missing) in first
        assert "No such file" in first
        assert str(binary) in second
        assert "binary" in second
        assert count == "bienban: 2 of 3 documents failed"

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_an_unreadable_file_is_one_line(self, article):
        article.chmod(0)
        done = run("extract", article)
        assert done.exit_code == 3
        assert "Permission denied" in done.stderr

    def test_a_bug_in_one_document_costs_only_that_one(self, article, tmp_path, monkeypatch):
        import bienban.flow

        real = bienban.flow.extract

        def fails(document, rules, **more):
            if document.doc_id.endswith("bad.txt"):
                raise ZeroDivisionError("by zero")
            return real(document, rules, **more)

        monkeypatch.setattr(bienban.flow, "extract", fails)
        bad = tmp_path / "bad.txt"
        bad.write_text("x", encoding="utf-8")
        done = run("extract", bad, article)
        assert done.exit_code == 3
        assert len(done.stdout.splitlines()) == 1
        assert f"{bad}: ZeroDivisionError: by zero" in done.stderr

    def test_json_is_one_array_with_the_same_records(self, article):
        lines = run("extract", article, article, "--format", "jsonl").stdout.splitlines()
        array = run("extract", article, article, "--format", "json").stdout
        assert json.loads(array) == [json.loads(line) for line in lines]
        assert array.endswith("\n]\n")

    def test_json_of_nothing_is_an_empty_array(self, tmp_path):
        done = run("extract", tmp_path, "--format", "json")
        assert json.loads(done.stdout) == []
        assert done.exit_code == 0

    def test_csv_has_one_indicator_a_line(self, root):
        sample = root / "samples/city_session.txt"
        record = json.loads(run("extract", sample).stdout)
        table = list(csv.DictReader(StringIO(run("extract", sample, "--format", "csv").stdout)))
        assert [row["id"] for row in table] == [item["id"] for item in record["indicators"]]
        assert [row["value"] for row in table] == [item["value"] for item in record["indicators"]]

    def test_no_cell_of_a_csv_is_a_formula(self, monkeypatch):
        from bienban.cli import formats

        monkeypatch.setattr(formats, "rows", lambda _: [{"name": "=HYPERLINK(1)", "value": -2}])
        assert list(formats.formatted([None], "csv"))[1] == "'=HYPERLINK(1),-2\n"

    def test_the_report_shows_every_indicator_and_directive(self, root):
        sample = root / "samples/city_session.txt"
        record = json.loads(run("extract", sample).stdout)
        shown = run("extract", sample, "--format", "report").stdout
        assert f"{len(record['indicators'])} indicators" in shown
        assert f"{len(record['directives'])} directives" in shown
        for item in record["indicators"]:
            assert str(item["provenance"]["start"]) in shown

    def test_the_day_of_publication_comes_by_option_or_sidecar(self, article):
        by_option = json.loads(run("extract", article, "--published", "2023-10-01").stdout)
        assert by_option["source"]["published"] == "2023-10-01"
        article.with_suffix(".meta.json").write_text('{"published": "2023-10-02"}')
        assert json.loads(run("extract", article).stdout)["source"]["published"] == "2023-10-02"

    def test_the_text_comes_when_asked_for(self, article):
        assert "text" not in json.loads(run("extract", article).stdout)
        assert json.loads(run("extract", article, "--with-text").stdout)["text"] == ARTICLE

    @pytest.mark.parametrize(
        ("arguments", "word"),
        [
            ([], "PATH"),
            (["x.txt", "--format", "xml"], "xml"),
            (["x.txt", "--published", "28/9/2023"], "2024-11-27"),
        ],
    )
    def test_wrong_usage_is_exit_2(self, arguments, word):
        done = run("extract", *arguments)
        assert done.exit_code == 2
        assert word in done.stderr

    def test_a_folder_without_rules_is_one_line(self, article, tmp_path):
        done = run("extract", article, "--rules", tmp_path)
        assert done.exit_code == 1
        assert (
            done.stderr == f"bienban: {tmp_path}: no *.yaml rule file here; name a folder that holds some\n"
        )


class TestProcess:
    """What only a process of its own shows."""

    def test_stdout_is_utf8_whatever_the_locale(self, article):
        done = shell("text", article, env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
        assert done.stdout.decode("utf-8") == ARTICLE

    def test_a_closed_pipe_is_no_traceback(self, root):
        command = f"{sys.executable} -m bienban extract samples samples | head -c 10"
        done = subprocess.run(command, shell=True, cwd=root, capture_output=True, check=False, timeout=120)
        assert done.stdout == b'{"schema":'
        assert done.stderr == b""

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    @pytest.mark.parametrize("verb", ["text", "extract"])
    def test_a_full_disk_is_one_line(self, verb, root):
        command = [sys.executable, "-m", "bienban", verb, "samples/city_session.txt"]
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                command, cwd=root, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120
            )
        assert done.returncode == 1
        assert done.stderr == b"bienban: standard output: No space left on device\n"

    def test_a_name_that_is_no_utf8_is_one_line(self, tmp_path):
        name = os.path.join(os.fsencode(tmp_path), b"\xff.txt")  # noqa: PTH118
        Path(os.fsdecode(name)).write_text(ARTICLE, encoding="utf-8")
        done = shell("extract", ".", cwd=tmp_path)
        assert done.returncode == 3
        first, _ = done.stderr.decode().splitlines()
        assert first.endswith("\\udcff.txt: the name is not UTF-8 (character 0 is U+DCFF); rename the file")

    def test_an_interrupt_is_no_traceback(self, root, tmp_path):
        command = [sys.executable, "-m", "bienban", "extract", *["samples"] * 50]
        errors = tmp_path / "stderr"
        with (
            errors.open("wb") as sink,
            subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=sink) as process,
        ):
            process.stdout.read(1000)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
        assert process.returncode != 0
        assert b"Traceback" not in errors.read_bytes()

    def test_a_terminal_gets_the_report(self, article, monkeypatch):
        import pty

        seen = bytearray()

        def keep(descriptor):
            data = os.read(descriptor, 4096)
            seen.extend(data)
            return data

        monkeypatch.chdir(article.parent)
        status = pty.spawn([sys.executable, "-m", "bienban", "extract", article.name], keep)
        assert os.waitstatus_to_exitcode(status) == 0
        assert b"\x1b[" in seen
        assert b"article.txt" in seen
        assert b'{"schema"' not in seen


class TestOtherVerbs:
    def test_text_is_what_offsets_count_in(self, root):
        sample = root / "samples/city_session.txt"
        record = json.loads(run("extract", sample).stdout)
        text = run("text", sample).stdout
        for item in record["indicators"]:
            where = item["provenance"]
            assert text[where["start"] : where["end"]] == where["raw"]

    def test_text_of_nothing_is_exit_3(self):
        done = run("text", "missing.txt")
        assert done.exit_code == 3
        assert done.stderr == "bienban: missing.txt: cannot be read: No such file or directory\n"

    def test_rules_check_counts(self):
        done = run("rules", "check")
        assert "examples" in done.stdout.splitlines()[-1]

    def test_rules_check_names_what_does_not_hold(self, tmp_path):
        (tmp_path / "verbs.yaml").write_text(
            "- id: verb.reach\n  kind: verb\n  terms: [đạt]\n  examples:\n"
            "    - {text: 'đạt [[315]]'}\n"
            "- id: verb.rise\n  kind: verb\n  terms: [tăng]\n"
        )
        done = run("rules", "check", tmp_path)
        assert done.exit_code == 1
        assert "verb.reach" in done.stdout
        assert "verb.rise" in done.stdout
        assert done.stdout.splitlines()[-1] == f"{tmp_path}: 2 rules, 1 examples, 2 problems"

    def test_rules_check_names_file_rule_and_field(self, tmp_path):
        (tmp_path / "verbs.yaml").write_text("- {id: verb.reach, kind: verb, terms: [đạt], sign: no}\n")
        done = run("rules", "check", tmp_path)
        assert done.exit_code == 1
        assert done.stderr.startswith("bienban: verbs.yaml: rule verb.reach: field ")

    def test_explain_tells_the_rule_of_every_indicator(self, root):
        sample = root / "samples/city_session.txt"
        record = json.loads(run("extract", sample).stdout)
        told = run("explain", sample)
        assert told.exit_code == 0
        for item in record["indicators"]:
            assert f"INDICATOR {item['id']} " in told.stdout
        assert ("not taken" in told.stdout) == any(n.get("reason") for n in record["numerals"])
