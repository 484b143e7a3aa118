"""Styles, scripts and pictures of our own."""

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException

from personae.web.render import HERE, bundle

router = APIRouter(prefix="/static")

TYPES = {
    "studio.css": "text/css",
    "studio.js": "text/javascript",
    "icon.svg": "image/svg+xml; charset=utf-8",
    "manifest.json": "application/manifest+json",
}
FOR_GOOD = {"cache-control": "public, max-age=31536000, immutable"}


@router.get("/{name}")
async def static(name: str) -> Response:
    """One file of a fixed list; its address carries a hash of its content."""
    if name not in TYPES:
        raise HTTPException(404)
    path = HERE / "static" / name
    content = path.read_bytes() if path.exists() else bundle(name)
    return Response(content, media_type=TYPES[name], headers=FOR_GOOD)
