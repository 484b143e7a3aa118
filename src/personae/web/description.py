"""The API's description: what every operation may answer, and how to say who is asking."""

from typing import Any

from fastapi import FastAPI

from personae.platform.settings import Settings
from personae.web.cookies import cookie_name
from personae.web.costs import CAREFUL, COSTS
from personae.web.problems import Problem, documented

OPEN = tuple(
    f"/auth/{name}"
    for name in ("register", "login", "login/second", "password/forgot", "password/reset", "verify")
)


class DescribedApp(FastAPI):
    """An application that describes failures and log-in too, which routes share without saying so."""

    settings: Settings

    def openapi(self) -> dict[str, Any]:
        """See FastAPI.openapi."""
        if self.openapi_schema is None:
            made = super().openapi()
            schemas = made["components"]["schemas"]
            schemas["Problem"] = Problem.model_json_schema()
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            made["components"]["securitySchemes"] = {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": cookie_name(self.settings, "session")},
            }
            for path, methods in made["paths"].items():
                for method, operation in methods.items():
                    _complete(operation, path, is_careful=COSTS.get(f"{method.upper()} {path}") in CAREFUL)
        return self.openapi_schema or {}


def _complete(operation: dict[str, Any], path: str, *, is_careful: bool) -> None:
    is_open = path.endswith(OPEN)
    statuses = (*(() if is_open else (401,)), *((404,) if "_id}" in path else ()), 422, 429, 500)
    if is_careful:
        statuses = (*statuses, 503)
    if any(each["name"] == "if-match" for each in operation.get("parameters", ())):
        statuses = (*statuses, 412)
    shared = {str(status): answer for status, answer in documented(*statuses).items()}
    operation["responses"] = dict(sorted({**operation["responses"], **shared}.items()))
    if not is_open:
        operation["security"] = [{"bearer": []}, {"cookie": []}]
