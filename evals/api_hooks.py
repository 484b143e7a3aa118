"""Who asks when schemathesis does: one person, and another one for what ends the session that asks."""

import os
from typing import Any

import schemathesis
from schemathesis import AuthContext, Case

ENDING = {
    ("POST", "/api/v1/auth/logout"),
    ("DELETE", "/api/v1/account/sessions"),
    ("POST", "/api/v1/account/delete"),
}


@schemathesis.auth(refresh_interval=None, retry_on=[])
class Signed:
    """Signs requests. After their session has ended, the other person is nobody, which is an answer too."""

    def get(self, case: Case[Any], context: AuthContext) -> str:
        """The tokens are the same all the time."""
        return f"{os.environ['API_TOKEN']} {os.environ['API_OTHER']}"

    def set(self, case: Case[Any], data: str, context: AuthContext) -> None:
        """Say in a request who asks."""
        usual, other = data.split()
        ends = (case.method.upper(), case.operation.path) in ENDING
        case.headers["authorization"] = f"Bearer {other if ends else usual}"
