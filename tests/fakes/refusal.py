"""An answer with "ok": false, and the exact place for whoever reads a failed test. Imports nothing."""

from typing import Any


class Refusal(Exception):  # an answer, not an error
    """`description` is what the bot hears; `detail` and `path` are for the tester.

    `fault` is true when the bot's own code is to blame: such a refusal is listed in `violations`.
    """

    def __init__(
        self,
        description: str,
        *,
        detail: str = "",
        code: int = 400,
        fault: bool = True,
        parameters: dict[str, int] | None = None,
    ) -> None:
        super().__init__(description)
        self.description = description
        self.detail = detail or description
        self.code = code
        self.fault = fault
        self.parameters = parameters
        self.path: list[str] = []

    def within(self, step: str) -> "Refusal":
        """Note where the value was, from the inside out."""
        self.path.insert(0, step)
        return self

    @property
    def place(self) -> str:
        return "".join(self.path).lstrip(".")

    def body(self) -> dict[str, Any]:
        prefix = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}
        text = self.description
        if self.code in prefix and text:
            text = f"{prefix[self.code]}: {text}"
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": text or prefix.get(self.code, "Error"),
        }
        return body | ({"parameters": self.parameters} if self.parameters else {})
