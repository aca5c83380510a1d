"""A time limit on a call that may never return. Nobody can end a thread; it can be left behind."""

from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

from briefing.errors import EngineError

T = TypeVar("T")
GLANCE_S = 0.05  # how soon a stop of the whole run is seen
GRACE_S = 0.2  # for an engine that obeys `stop`


def within(seconds: float, run_stop: Event, call: Callable[[Event], T]) -> T:
    """The call's answer. Raises EngineError when time is up or the run has stopped, and what the call raises.

    The call gets an event that is set when nobody waits any longer. It runs in a thread of its own, so that
    the caller, and Ctrl-C, never depend on it.
    """
    answer: list[T] = []
    failure: list[BaseException] = []
    stop, done = Event(), Event()

    def work() -> None:
        try:
            answer.append(call(stop))
        except BaseException as error:  # carried to the caller, whatever it is
            failure.append(error)
        finally:
            done.set()

    Thread(target=work, daemon=True, name="speak").start()
    _wait(done, seconds, run_stop)
    if not done.is_set():
        stop.set()
        done.wait(GRACE_S)
        raise EngineError("stopped" if run_stop.is_set() else f"no answer within {seconds:.0f} seconds")
    if failure:
        raise failure[0]
    return answer[0]


def _wait(done: Event, seconds: float, run_stop: Event) -> None:
    waited = 0.0
    while waited < seconds and not run_stop.is_set() and not done.wait(GLANCE_S):
        waited += GLANCE_S
