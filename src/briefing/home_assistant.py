"""Announce an episode to Home Assistant: retained messages of MQTT discovery, sent to the broker of the home.

The messages follow https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery. The package paho-mqtt is
optional (extra `mqtt`) and imported on use.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from importlib import import_module
from threading import Event
from typing import Any
from urllib.parse import urlsplit

from briefing.distribution import DISTRIBUTION, hint_for_extra, program_version
from briefing.errors import BriefingError, UsageError
from briefing.publish import EpisodeFacts

_ANSWER_S = 15  # for the broker to answer
_ENTITY = "sensor.briefing_episode"
_MOST_STATE_CHARACTERS = 255  # of a state of Home Assistant
_MQTT_PORTS = {"mqtt": 1883, "mqtts": 8883}
_BROKER_HINT = 'Write it like broker = "mqtt://192.168.1.5:1883" under [mqtt]; mqtts:// for TLS.'


@dataclass(frozen=True, slots=True)
class Broker:
    """An MQTT broker and the login for it.

    Attributes:
        url: 'mqtt://host:1883', or 'mqtts://host' for TLS.
        user: The user's name; '' for a broker without logins.
        password: The password of the user.
    """

    url: str
    user: str = ""
    password: str = field(default="", repr=False)


def announcement(episode: EpisodeFacts, podcast: str, guid: str, prefix: str) -> dict[str, bytes]:
    """Return the retained messages that make an episode known to Home Assistant, by topic.

    MQTT discovery has no media player, so the episode is a sensor: its state is the title, and its attributes
    are the facts of the episode, with the URL of the MP3. The cover is an image entity.

    Args:
        episode: The episode.
        podcast: Title of the podcast, the name of the device.
        guid: The podcast's guid; it tells several podcasts on one broker apart.
        prefix: Home Assistant's discovery prefix.
    """
    node = f"briefing_{guid.replace('-', '')[:12]}"
    state = f"briefing/{node}/episode"
    about = {
        "device": {
            "identifiers": [node],
            "name": podcast,
            "manufacturer": DISTRIBUTION,
            "sw_version": program_version(),
        },
        "origin": {"name": DISTRIBUTION, "sw_version": program_version()},
    }
    sensor = {
        "name": "Episode",
        "unique_id": f"{node}_episode",
        "default_entity_id": _ENTITY,
        "icon": "mdi:podcast",
        "state_topic": state,
        "value_template": f"{{{{ value_json.title[:{_MOST_STATE_CHARACTERS}] }}}}",
        "json_attributes_topic": state,
    }
    cover = {
        "name": "Cover",
        "unique_id": f"{node}_cover",
        "url_topic": state,
        "url_template": "{{ value_json.cover }}",
    }
    messages = {
        f"{prefix}/sensor/{node}/episode/config": sensor | about,
        f"{prefix}/image/{node}/cover/config": cover | about,
        state: asdict(episode),
    }
    return {topic: json.dumps(message, ensure_ascii=False).encode() for topic, message in messages.items()}


def send_retained(messages: dict[str, bytes], broker: Broker) -> None:
    """Send messages to a broker, which keeps them for whoever subscribes later.

    Args:
        messages: The payloads by topic, sent in this order.
        broker: The broker.

    Raises:
        UsageError: The package paho-mqtt is missing, or the broker's URL has another form.
        BriefingError: The broker cannot be reached, refuses the login, or does not confirm a message.
    """
    host, port, is_tls = _endpoint(broker.url)
    try:
        mqtt: Any = import_module("paho.mqtt.client")
    except ImportError as cause:
        raise UsageError("Home Assistant needs the package paho-mqtt", hint_for_extra("mqtt")) from cause
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    if broker.user:
        client.username_pw_set(broker.user, broker.password)
    if is_tls:
        client.tls_set()
    with _connected(client, (host, port)):
        sent = [client.publish(topic, payload, qos=1, retain=True) for topic, payload in messages.items()]
        with suppress(ValueError, RuntimeError):  # the connection was lost: nothing is confirmed
            sent[-1].wait_for_publish(_ANSWER_S)
        if not all(one.is_published() for one in sent):
            raise BriefingError(f"the MQTT broker {host}:{port} does not confirm the messages", "Try again.")


def _endpoint(url: str) -> tuple[str, int, bool]:
    """Return host, port and whether TLS is used. Raises UsageError."""
    try:
        parts = urlsplit(url)
        port = parts.port or _MQTT_PORTS[parts.scheme]
    except (ValueError, KeyError) as cause:
        raise UsageError(f"{url!r} is not the URL of an MQTT broker", _BROKER_HINT) from cause
    if not parts.hostname or parts.username:
        raise UsageError("the URL of an MQTT broker has a host and no user", _BROKER_HINT)
    return parts.hostname, port, parts.scheme == "mqtts"


@contextmanager
def _connected(client: Any, address: tuple[str, int]) -> Iterator[None]:
    """Connect and log in; disconnect at the end. Raises BriefingError."""
    host, port = address
    answered = Event()
    refusals: list[str] = []

    def on_connect(_: Any, __: Any, ___: Any, reason: Any, ____: Any) -> None:
        if reason.is_failure:
            refusals.append(str(reason).lower())
        answered.set()

    client.on_connect = on_connect
    try:
        client.connect(host, port)
    except (OSError, ValueError) as cause:
        raise BriefingError(
            f"cannot reach the MQTT broker {host}:{port}: {cause}", "Check 'broker' in [mqtt]."
        ) from cause
    client.loop_start()
    try:
        if not answered.wait(_ANSWER_S) or refusals:
            reason = refusals[0] if refusals else "no answer"
            raise BriefingError(
                f"the MQTT broker {host}:{port} refuses the connection: {reason}",
                "Check 'user' and 'password' in [mqtt].",
            )
        yield
    finally:
        client.disconnect()
        client.loop_stop()
