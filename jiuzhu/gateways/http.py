"""The connector for departments that answer over HTTP: ask, or collect what they promised for later."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import httpx

from jiuzhu.gateways.addresses import Address, Transport
from jiuzhu.gateways.envelope import Later, NoAnswer, Outcome, Question, Silence
from jiuzhu.gateways.line import Line
from jiuzhu.gateways.shape import checked


class Http:
    """One partner over HTTP: POST {path}/queries, and GET {path}/answers/{number} after a 202."""

    def __init__(self, line: Line, to: Address) -> None:
        self.line, self.to = line, to

    def ask(self, question: Question) -> Outcome:
        """Put the question; the same number again is the same question."""
        body = json.dumps(question.body(), ensure_ascii=False).encode()
        return self._call(question, "POST", f"/{question.path}/queries", body)

    def collect(self, question: Question) -> Outcome:
        """Fetch the answer to a question that was put before."""
        return self._call(question, "GET", f"/{question.path}/answers/{question.request_no}", b"")

    def ask_through(self, hub: str, questions: Sequence[Question]) -> dict[str, Outcome]:
        """Put one question for many holders to the platform that asks them; what each said, by its request number.

        POST /hub/…/queries with `institutions`: {source: request number}; asked again, it fetches what was promised.
        """
        numbers = [each.request_no for each in questions]
        members = {each.source: each.request_no for each in questions}
        body = json.dumps(questions[0].body() | {"source": hub, "institutions": members}, ensure_ascii=False)
        response = self.line.send(
            self.to, "POST", f"/{hub.replace('.', '/')}/queries", body.encode(), line=hub
        )
        if isinstance(response, NoAnswer):
            return dict.fromkeys(numbers, response)
        if response.status_code != 200:
            return dict.fromkeys(numbers, NoAnswer(Silence.REFUSED, f"HTTP {response.status_code}"))
        try:
            answers = response.json()["answers"]
            return {each.request_no: _part(each, answers.get(each.request_no)) for each in questions}
        except (ValueError, KeyError, TypeError, AttributeError):
            return dict.fromkeys(numbers, NoAnswer(Silence.GARBLED, "answers"))

    def _call(self, question: Question, method: str, path: str, body: bytes) -> Outcome:
        response = self.line.send(self.to, method, path, body, line=question.source)
        return response if isinstance(response, NoAnswer) else _read(question, response)


def _read(question: Question, response: httpx.Response) -> Outcome:
    if response.status_code not in (200, 202):
        return NoAnswer(Silence.REFUSED, f"HTTP {response.status_code}")
    try:
        body = response.json()
    except ValueError:
        return NoAnswer(Silence.GARBLED, "not JSON")
    if response.status_code == 200:
        return checked(question, body, Transport.HTTP)
    return _promise(question, body)


def _part(question: Question, body: Any) -> Outcome:
    """What one holder said through a platform: an answer, a promise, or that it did not answer the platform either."""
    if body is None or "failed" in body:
        return NoAnswer(Silence.FAILED, "through the platform")
    return _promise(question, body) if "ready_at" in body else checked(question, body, Transport.HTTP)


def _promise(question: Question, body: Any) -> Later | NoAnswer:
    try:
        ready = datetime.fromisoformat(body["ready_at"])
    except (TypeError, KeyError, ValueError):
        return NoAnswer(Silence.GARBLED, "ready_at")
    return Later(question.request_no, ready) if ready.tzinfo else NoAnswer(Silence.GARBLED, "ready_at")
