"""Settings: the file, the environment, the command line, and what is wrong with them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from forgery import errors
from forgery.serve import load_settings
from served import SOURCE


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in [key for key in os.environ if key.startswith("FORGERY_")]:
        monkeypatch.delenv(key)


def test_flags_win_over_the_environment_and_that_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "server.yaml"
    file.write_text("port: 1\nmax_rows: 1\nmax_streams: 1\ntokens: [a, b]\n", "utf-8")
    monkeypatch.setenv("FORGERY_MAX_ROWS", "2")
    monkeypatch.setenv("FORGERY_PORT", "2")
    monkeypatch.setenv("FORGERY_CORS_ORIGINS", "https://a.example, https://b.example")
    made = load_settings(file, {"port": 3, "host": None})
    assert (made.port, made.max_rows, made.max_streams, made.host) == (3, 2, 1, "127.0.0.1")
    assert made.cors_origins == ["https://a.example", "https://b.example"]
    assert [token.get_secret_value() for token in made.tokens] == ["a", "b"]


def test_variables_that_others_read_are_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORGERY_PLUGINS", "one,two")
    monkeypatch.setenv("FORGERY_ANYTHING", "x")
    assert load_settings().port == 8000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "port: 8000\nmax_rowz: 5\n",
            "server.yaml:2:1: there is no setting 'max_rowz'; did you mean 'max_rows'?",
        ),
        ("max_rate: 5\nport: 70000\n", "server.yaml:2:1: port: "),
        ("- port\n", "the settings are a mapping"),
        ("port: [1\n", "server.yaml: "),
        ("default_rate: 9\nmax_rate: 3\n", "default_rate is 9, above max_rate, which is 3"),
        ("datasets: [slaes]\n", "there is no dataset 'slaes'; did you mean 'sales'?"),
        ("trusted_proxies: [nowhere]\n", "trusted_proxies"),
        ("tokens: ['']\n", "empty"),
        ("port: !!python/object/apply:os.getpid []\n", "server.yaml: "),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "server.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(errors.SchemaError) as caught:
        load_settings(file)
    assert said in str(caught.value)


def test_a_variable_that_is_wrong_is_named_and_a_token_is_never_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORGERY_MAX_STREAMS", "many")
    with pytest.raises(errors.SchemaError, match="FORGERY_MAX_STREAMS"):
        load_settings()
    monkeypatch.setenv("FORGERY_MAX_STREAMS", "5")
    monkeypatch.setenv("FORGERY_TOKENS", "hush,hush-2")
    made = load_settings()
    assert "hush" not in repr(made)
    assert "hush" not in str(made.shown())


def run(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env={**os.environ, "PYTHONPATH": SOURCE, **more},
        check=False,
    )


def test_the_command_shows_what_it_would_do(tmp_path: Path) -> None:
    shown = run("-m", "forgery", "serve", "--port", "9", "--print-config", FORGERY_TOKENS="hush")
    assert '"port": 9' in shown.stdout
    assert "hush" not in shown.stdout
    missing = run("-m", "forgery", "serve", "--config", str(tmp_path / "none.yaml"))
    assert missing.returncode == 2
    assert missing.stderr.startswith("error: ")
    assert missing.stderr.count("\n") == 1


def test_without_the_extra_the_command_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['starlette'] = None\n"
        "from forgery.cli import main; sys.argv = ['forgery', 'serve']; main()"
    )
    made = run("-c", code)
    assert made.returncode == 2
    assert made.stderr == "error: this needs starlette: pip install 'forgery[server]'\n"
