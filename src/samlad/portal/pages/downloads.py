"""The files of the release as downloads, and all definitions as one archive.

The archive has no clock in it: the same definitions give the same bytes.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from samlad.catalogue import DEFINITIONS, definitions_hash
from samlad.errors import UnknownName
from samlad.portal.results import release_folder, results

ARCHIVE = "definitions.zip"
#: The files that can be downloaded → the text that says what they hold.
FILES = {
    "results.parquet": "pages.data_results",
    "areas.parquet": "pages.data_areas",
    "shapes.json": "pages.data_shapes",
    "manifest.json": "pages.data_manifest",
    ARCHIVE: "pages.data_definitions",
}
MEDIA_TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json",
    ".zip": "application/zip",
}
EARLIEST = (1980, 1, 1, 0, 0, 0)


def file_response(name: str) -> HttpResponseBase:
    """The file of that name; UnknownName when it is none of the release."""
    if name not in FILES:
        raise UnknownName("file", name, FILES)
    media_type = MEDIA_TYPES[name[name.rindex(".") :]]
    response: HttpResponseBase
    if name == ARCHIVE:
        response = HttpResponse(_archive(), content_type=media_type)
    else:
        response = FileResponse((release_folder() / name).open("rb"), content_type=media_type)
    known = results().manifest.files.get(name)
    if known:
        response.headers["ETag"] = f'"{known["sha256"]}"'
    elif name == ARCHIVE:
        response.headers["ETag"] = f'"{definitions_hash()}"'
    response.headers["Content-Disposition"] = f'attachment; filename="samlad-{name}"'
    return response


def size_of(name: str) -> int:
    """How many bytes the file has."""
    return len(_archive()) if name == ARCHIVE else (release_folder() / name).stat().st_size


@cache
def _archive() -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for path in sorted(p for p in DEFINITIONS.rglob("*") if p.is_file()):
            entry = ZipInfo(f"definitions/{path.relative_to(DEFINITIONS).as_posix()}", EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return kept.getvalue()
