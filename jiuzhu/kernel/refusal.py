"""An expected "no": shown to the person in Chinese, answered as 409 by the API. Anything else is a bug and is loud."""


class Refused(Exception):
    """An act that may not be done now.

    `code` is stable and English; `message` says in Chinese what happened, why, and what to do next;
    `law` cites the article, where one forbids it.
    """

    def __init__(self, code: str, message: str, law: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.law = law

    def __str__(self) -> str:
        return f"{self.message}（{self.law}）" if self.law else self.message
