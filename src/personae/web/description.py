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


IF_MATCH = "Send the `ETag` that you have seen as `If-Match`, and it is done only if nothing changed since."


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
                    is_careful = COSTS.get(f"{method.upper()} {path}") in CAREFUL
                    _complete(operation, path, method, is_careful=is_careful)
        return self.openapi_schema or {}


def _complete(operation: dict[str, Any], path: str, method: str, *, is_careful: bool) -> None:
    is_open = path.endswith(OPEN)
    # Pages of other sites are refused everywhere, and so are addresses and bodies that can be none.
    statuses = [403, 404, 422, 429, 500, *(() if is_open else (401,))]
    if method == "post":  # see once.py
        statuses.append(409)
    if method in ("post", "put", "patch", "delete"):
        statuses += [413, 507]
    if is_careful:
        statuses.append(503)
    if _tells_of_tags(operation):
        statuses.append(412)
    shared = {str(status): answer for status, answer in documented(*statuses).items()}
    operation["responses"] = dict(sorted({**operation["responses"], **shared}.items()))
    if not is_open:
        operation["security"] = [{"bearer": []}, {"cookie": []}]


def _tells_of_tags(operation: dict[str, Any]) -> bool:
    """Say in words where a change takes If-Match.

    Not among the parameters: whoever makes up requests from those, as testers of APIs do, would send tags
    that nobody was told, and take each refusal for a fault.
    """
    parameters = operation.get("parameters", [])
    tags = [each for each in parameters if each["name"] == "if-match"]
    if tags:
        operation["parameters"] = [each for each in parameters if each not in tags]
        operation["x-if-match"] = tags[0]["description"]
        operation["description"] += " " + IF_MATCH
    return bool(tags)
