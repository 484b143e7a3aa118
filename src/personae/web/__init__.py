"""The door for browsers and programs: pages, the API and the live channel."""

from personae.web.app import create_app

__all__ = ["create_app"]
