"""The newest episode is announced to Home Assistant, through Debian's mosquitto."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from importlib import import_module
from importlib.util import find_spec
from queue import Queue
from typing import Any

import pytest
from tests.test_loudspeakers import episode

from briefing.errors import BriefingError, UsageError
from briefing.home_assistant import Broker, announcement, send_retained

MOSQUITTO = shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin:/usr/bin")
PASSWD = shutil.which("mosquitto_passwd")
PASSWORD = "tide-and-quay"  # noqa: S105 - of a broker that lives as long as the test
GUID = "9b024349-ccf0-5f69-a609-6b82873eab3c"
NODE = "briefing_9b024349ccf0"
needs_broker = pytest.mark.skipif(
    MOSQUITTO is None or PASSWD is None or find_spec("paho") is None,
    reason="needs Debian's mosquitto and the extra mqtt",
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A broker that wants a login."""
    folder, port = tmp_path_factory.mktemp("mosquitto"), free_port()
    logins, settings = folder / "logins", folder / "mosquitto.conf"
    logins.touch(0o600)
    subprocess.run([str(PASSWD), "-b", str(logins), "anna", PASSWORD], check=True, capture_output=True)
    settings.write_text(
        f"listener {port} 127.0.0.1\nallow_anonymous false\npassword_file {logins}\nuser root\n", "utf-8"
    )
    command = [str(MOSQUITTO), "-c", str(settings)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if line.rstrip().endswith("running"):
                break
        yield Broker(f"mqtt://127.0.0.1:{port}", "anna", PASSWORD)
        running.terminate()


def retained(broker: Broker, count: int) -> dict[str, Any]:
    """What a client that subscribes now is given."""
    mqtt: Any = import_module("paho.mqtt.client")
    client, kept = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2), Queue[Any]()
    client.username_pw_set(broker.user, broker.password)
    client.on_connect = lambda client, *_: client.subscribe("#")
    client.on_message = lambda _, __, message: kept.put(message)
    client.connect("127.0.0.1", int(broker.url.rpartition(":")[2]))
    client.loop_start()
    messages = [kept.get(timeout=10) for _ in range(count)]
    client.disconnect()
    client.loop_stop()
    assert all(message.retain for message in messages)
    return {message.topic: json.loads(message.payload) for message in messages}


def test_the_episode_is_a_sensor_with_its_facts_and_an_image() -> None:
    messages = {
        topic: json.loads(data)
        for topic, data in announcement(episode("https://radio.example/x.mp3"), "Town", GUID, "ha").items()
    }
    sensor, image, state = messages.values()
    assert list(messages) == [
        f"ha/sensor/{NODE}/episode/config",
        f"ha/image/{NODE}/cover/config",
        f"briefing/{NODE}/episode",
    ]
    assert {key: sensor[key] for key in ("state_topic", "json_attributes_topic", "unique_id")} == {
        "state_topic": f"briefing/{NODE}/episode",
        "json_attributes_topic": f"briefing/{NODE}/episode",
        "unique_id": f"{NODE}_episode",
    }
    assert (sensor["value_template"], image["url_template"], image["url_topic"]) == (
        "{{ value_json.title[:255] }}",
        "{{ value_json.cover }}",
        f"briefing/{NODE}/episode",
    )
    assert sensor["device"] == image["device"]
    assert (sensor["device"]["identifiers"], sensor["device"]["name"]) == ([NODE], "Town")
    facts = asdict(episode("https://radio.example/x.mp3"))
    assert state == facts | {"headlines": list(facts["headlines"])}


@needs_broker
def test_who_subscribes_later_gets_the_messages_of_the_newest_announcement(broker: Broker) -> None:
    for mp3 in ("https://radio.example/old.mp3", "https://radio.example/new.mp3"):
        messages = announcement(episode(mp3), "Town", GUID, "homeassistant")
        send_retained(messages, broker)
    assert retained(broker, len(messages)) == {topic: json.loads(data) for topic, data in messages.items()}


@needs_broker
def test_a_refused_login_says_so_and_not_the_password(broker: Broker) -> None:
    with pytest.raises(BriefingError, match="refuses the connection: not authorized") as failure:
        send_retained({"a": b"1"}, replace(broker, password="quay"))  # noqa: S106
    assert failure.value.hint == "Check 'user' and 'password' in [mqtt]."
    assert PASSWORD not in repr(broker)


@needs_broker
def test_a_broker_that_is_not_there_is_an_error() -> None:
    with pytest.raises(BriefingError, match="cannot reach the MQTT broker"):
        send_retained({"a": b"1"}, Broker(f"mqtt://127.0.0.1:{free_port()}"))


@pytest.mark.parametrize(
    "url", ["192.168.1.5", "http://broker", "mqtt://", "mqtt://a:b@host", "mqtt://host:x"]
)
def test_another_form_of_the_address_is_wrong_usage(url: str) -> None:
    with pytest.raises(UsageError) as failure:
        send_retained({}, Broker(url))
    assert "mqtt://192.168.1.5:1883" in failure.value.hint


def test_without_the_package_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "paho.mqtt.client", None)
    with pytest.raises(UsageError) as failure:
        send_retained({}, Broker("mqtt://broker.example"))
    assert "[mqtt]" in failure.value.hint
