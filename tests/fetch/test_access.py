"""Secrets come from where the user keeps them, and are in nothing that the program says."""

import os
import sys
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.fetch import Account, Secret, account_for, check_private_file

PRINTS = f"{sys.executable} -c \"print('hunter two'); print('url: x')\""


def test_a_secret_is_read_from_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "from the environment")
    secrets = (Secret("plain"), Secret(command=PRINTS), Secret(variable="MAIL_PASSWORD"), Secret())
    assert [secret.read() for secret in secrets] == ["plain", "hunter two", "from the environment", ""]
    assert [bool(secret) for secret in secrets] == [True, True, True, False]


def test_a_secret_is_not_in_its_repr() -> None:
    assert "hunter" not in repr(Account("imaps://mail.example", "me", Secret("hunter two")))


@pytest.mark.parametrize(
    ("secret", "message"),
    [
        (Secret(command=f'{sys.executable} -c "exit(3)"'), "ended with code 3"),
        (Secret(command="no-such-program-here"), "cannot be run"),
        (Secret(command="unclosed 'quote"), "cannot be run"),
        (Secret(command=f'{sys.executable} -c ""'), "prints nothing"),
        (Secret(variable="NO_SUCH_VARIABLE_HERE"), "NO_SUCH_VARIABLE_HERE"),
    ],
)
def test_a_secret_that_cannot_be_read_is_wrong_usage(secret: Secret, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        secret.read("me")


def test_the_account_with_the_longest_fitting_address_counts() -> None:
    all_mail, lists = Account("imaps://mail.example"), Account("imaps://mail.example/Lists/")
    accounts = (all_mail, lists, Account(""))
    assert account_for("imaps://mail.example/INBOX", accounts) == all_mail
    assert account_for("imaps://mail.example/Lists", accounts) == lists
    assert account_for("imaps://mail.example/Lists/News", accounts) == lists
    assert account_for("imaps://mail.example.evil.example/INBOX", accounts) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_file_of_secrets_that_others_can_read_is_refused_with_the_command_that_helps(
    tmp_path: Path,
) -> None:
    path = tmp_path / "my cookies.txt"
    path.write_text("secret")
    path.chmod(0o640)
    with pytest.raises(UsageError) as caught:
        check_private_file(path)
    assert caught.value.hint == f"Keep it to yourself: chmod 600 '{path}'"
    path.chmod(0o600)
    check_private_file(path)
