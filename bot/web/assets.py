"""Files that pages need, each under a name that changes with its content, so that a browser may keep it for a year.

May import: aiohttp.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".txt": "text/plain",
}
_LINK = re.compile(r'url\("([\w./-]+)"\)')


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served."""

    content: bytes
    kind: str

    def answer(self) -> web.Response:
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
        charset = "utf-8" if self.kind.startswith("text/") else None
        response = web.Response(body=self.content, content_type=self.kind, charset=charset, headers=headers)
        if self.kind in {"text/css", "text/javascript", "image/svg+xml"}:
            response.enable_compression()
        return response


class Assets:
    """The files of a folder, read once; `url("chat.css")` is where the page finds one."""

    def __init__(self, folder: Path, prefix: str = "/static/") -> None:
        self._prefix = prefix
        self._names: dict[str, str] = {}
        self._assets: dict[str, Asset] = {}
        files = [path for path in folder.rglob("*") if path.suffix in TYPES]
        # Style sheets name other files, so they come when those have their names.
        for path in sorted(files, key=lambda path: (path.suffix == ".css", path)):
            self._add(path, path.relative_to(folder))

    def url(self, name: str) -> str:
        """Where the file is served. Raises KeyError for one that is not there."""
        return self._prefix + self._names[name]

    def __getitem__(self, name: str) -> Asset:
        return self._assets[self._names[name]]

    async def serve(self, request: web.Request) -> web.Response:
        """The route `prefix{name}`."""
        asset = self._assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        return asset.answer()

    def _add(self, path: Path, relative: Path) -> None:
        content = path.read_bytes()
        if path.suffix == ".css":
            content = _LINK.sub(lambda found: self._linked(relative, found), content.decode()).encode()
        digest = hashlib.sha256(content).hexdigest()[:12]
        name = relative.with_suffix(f".{digest}{path.suffix}").as_posix()
        self._names[relative.as_posix()] = name
        self._assets[name] = Asset(content, TYPES[path.suffix])

    def _linked(self, sheet: Path, found: re.Match[str]) -> str:
        return f'url("{self.url((sheet.parent / found.group(1)).as_posix())}")'
