"""Two Sonos players on loopback addresses: SSDP, and UPnP by SOAP, as far as playing needs them.

Sonos always listens on port 1400, so each household has an address of its own. 'Kitchen' leads a group
in which 'Bath' plays along.
"""

import contextlib
import re
import socket
import struct
import threading
from collections.abc import Iterator
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError
from urllib.request import urlopen

_SSDP = ("239.255.255.250", 1900)
_GROUPS = (
    '<ZoneGroupState><ZoneGroups><ZoneGroup Coordinator="{0}-1" ID="{0}-1:7">{1}</ZoneGroup></ZoneGroups>'
    "</ZoneGroupState>"
)
_MEMBER = '<ZoneGroupMember UUID="{0}" Location="http://{1}:1400/xml/device_description.xml" ZoneName="{2}"/>'
_ENVELOPE = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{}</s:Body></s:Envelope>'
_ANSWER = '<u:{0}Response xmlns:u="urn:schemas-upnp-org:service:{1}:1">{2}</u:{0}Response>'
_FAULT = (
    "<s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring><detail>"
    '<UPnPError xmlns="urn:schemas-upnp-org:control-1-0"><errorCode>{}</errorCode></UPnPError>'
    "</detail></s:Fault>"
)
# The arguments that each action takes, as the device describes them (UPnP SCPD)
_ACTIONS = {
    "GetHouseholdID": (),
    "GetZoneGroupState": (),
    "SetAVTransportURI": ("InstanceID", "CurrentURI", "CurrentURIMetaData"),
    "Play": ("InstanceID", "Speed"),
    "GetTransportInfo": ("InstanceID",),
}
_DESCRIPTION = (
    '<scpd xmlns="urn:schemas-upnp-org:service-1-0"><serviceStateTable><stateVariable sendEvents="no">'
    "<name>Any</name><dataType>string</dataType></stateVariable></serviceStateTable>"
    "<actionList>{}</actionList></scpd>"
)
_DESCRIBED = "<action><name>{}</name><argumentList>{}</argumentList></action>"
_TAKES = (
    "<argument><name>{}</name><direction>in</direction>"
    "<relatedStateVariable>Any</relatedStateVariable></argument>"
)
_ACTION = re.compile(r'"urn:schemas-upnp-org:service:(\w+):1#(\w+)"')
_RESOURCE_NOT_FOUND = 716  # of UPnP AVTransport


class FakeSonos:
    """The household; `calls` has the actions that change something, in order, and `uri` what was set."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.calls: list[str] = []
        self.uri = self.metadata = ""
        self.state = "STOPPED"
        self.other_address = f"{address.rpartition('.')[0]}.250"
        handler = _handler_for(self)
        self._servers = [ThreadingHTTPServer((one, 1400), handler) for one in (address, self.other_address)]
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self._ssdp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._ssdp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._ssdp.bind(("", _SSDP[1]))
        group = struct.pack("4s4s", socket.inet_aton(_SSDP[0]), socket.inet_aton("127.0.0.1"))
        self._ssdp.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
        threading.Thread(target=self._answer_searches, daemon=True).start()

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()
        with contextlib.suppress(OSError):
            self._ssdp.shutdown(socket.SHUT_RDWR)
        self._ssdp.close()

    def _answer_searches(self) -> None:
        lines = (
            "HTTP/1.1 200 OK",
            f"LOCATION: http://{self.address}:1400/",
            "SERVER: UPnP/1.0 Sonos/80",
            "",
            "",
        )
        answer = "\r\n".join(lines)
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.bind((self.address, 0))
            while data := self._ssdp.recvfrom(2048):
                if b"ZonePlayer" in data[0]:
                    sender.sendto(answer.encode(), data[1])

    def do(self, action: str, body: str) -> str:
        """Carry out an action; return the elements of its answer. Raises ValueError with a code of UPnP."""
        if action == "GetZoneGroupState":
            name = self.address.replace(".", "-")
            members = _MEMBER.format(f"{name}-1", self.address, "Kitchen")
            members += _MEMBER.format(f"{name}-2", self.other_address, "Bath")
            return f"<ZoneGroupState>{escape(_GROUPS.format(name, members))}</ZoneGroupState>"
        if action == "GetHouseholdID":
            return f"<CurrentHouseholdID>Sonos_{self.address}</CurrentHouseholdID>"
        if action == "GetTransportInfo":
            state, self.state = self.state, "PLAYING" if self.state == "TRANSITIONING" else self.state
            status = "<CurrentTransportStatus>OK</CurrentTransportStatus><CurrentSpeed>1</CurrentSpeed>"
            return f"<CurrentTransportState>{state}</CurrentTransportState>{status}"
        self.calls.append(action)
        if action == "SetAVTransportURI":
            self.uri, self.metadata = (
                unescape(_argument(body, f"CurrentURI{end}")) for end in ("", "MetaData")
            )
        if action == "Play":
            self._play()
        return ""

    def _play(self) -> None:
        try:
            with urlopen(self.uri, timeout=5) as response:  # noqa: S310 - a URL of the test's own server
                response.read()
        except URLError as cause:
            raise ValueError(_RESOURCE_NOT_FOUND) from cause
        self.state = "TRANSITIONING"


def _argument(body: str, name: str) -> str:
    return body.partition(f"<{name}>")[2].partition(f"</{name}>")[0]


def _handler_for(household: FakeSonos) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            described = (
                _DESCRIBED.format(action, "".join(map(_TAKES.format, names)))
                for action, names in _ACTIONS.items()
            )
            self.send(200, _DESCRIPTION.format("".join(described)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
            found = _ACTION.search(f'"{self.headers["SOAPACTION"].strip(chr(34))}"')
            assert found
            service, action = found.groups()
            try:
                status, answer = 200, _ANSWER.format(action, service, household.do(action, body))
            except ValueError as fault:
                status, answer = 500, _FAULT.format(fault)
            self.send(status, _ENVELOPE.format(answer))

        def send(self, status: int, text: str) -> None:
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
            pass

    return Handler


@contextlib.contextmanager
def sonos_household(address: str) -> Iterator[FakeSonos]:
    """Run the players while the block lasts."""
    household = FakeSonos(address)
    try:
        yield household
    finally:
        household.close()
