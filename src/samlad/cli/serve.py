"""`samlad serve`: start the portal on a data folder of its own and say where it is.

Everything a user can mend (port, folder, database, results) is found before the one line that
says that Samlad is served.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import signal
import socket
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from samlad.errors import EnvironmentFault

THREADS = 8
#: Visitors send nothing but addresses; an editor sends a spreadsheet, which has its own bound.
LARGEST_HEADER = 32_768
LARGEST_BODY = 5 * 1_048_576
SQLITE = b"SQLite format 3\0"


def add(commands: Any) -> None:
    """Declare the command and its arguments."""
    parser = commands.add_parser("serve", help="start the portal")
    parser.add_argument("--host", default="127.0.0.1", help="address to answer on (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port (%(default)s)")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="data folder (the platform's own for programs)"
    )
    parser.add_argument(
        "--results", type=Path, metavar="DIR", help="results made by `samlad build` (the bundled)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; 0 on Ctrl+C or a terminate signal."""
    for stopping in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stopping, _stop)
    listening = listen(arguments.host, arguments.port)
    with listening:
        folder = data_folder(arguments.data)
        _set_environment(folder, arguments)
        server = _server(folder, listening)
        print(f"Samlad is served at {address_of(listening)} (Ctrl+C stops)", flush=True)
        _run(server)
    return 0


def listen(host: str, port: int) -> socket.socket:
    """A bound, listening socket. Raises EnvironmentFault when the machine will not have it."""
    if not 0 <= port <= 65535:
        raise EnvironmentFault(f"--port {port}: is not a port; choose one from 1 to 65535")
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError):
        raise EnvironmentFault(
            f"--host {host}: is not an address of this machine; 127.0.0.1 is always one"
        ) from None
    listening = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(place)
        listening.listen(1024)
    except OSError as error:
        listening.close()
        raise EnvironmentFault(_why_not(error, host, port)) from None
    return listening


def data_folder(wanted: Path | None) -> Path:
    """The data folder, made when missing. Raises EnvironmentFault when it cannot be written."""
    if wanted is None:
        from platformdirs import user_data_path

        wanted = user_data_path("samlad", appauthor=False)
    folder = wanted.expanduser().absolute()
    if folder.exists() and not folder.is_dir():
        raise EnvironmentFault(f"{folder}: is a file; name a folder with --data")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise EnvironmentFault(
            f"{folder}: cannot be written ({error.strerror}); choose another folder with --data"
        ) from None
    _refuse_what_is_no_database(folder / "samlad.sqlite3")
    return folder


def address_of(listening: socket.socket) -> str:
    """The address as it is typed into a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} on {host} is in use; stop what uses it or choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {port} on {host} is not allowed; choose one from 1024 to 65535 with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"--host {host}: is not an address of this machine; 127.0.0.1 is always one"
    return f"port {port} on {host} cannot be used ({error.strerror}); choose another with --port"


def _refuse_what_is_no_database(path: Path) -> None:
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            start = file.read(len(SQLITE))
    except OSError as error:
        raise EnvironmentFault(
            f"{path}: cannot be read ({error.strerror}); choose another folder with --data"
        ) from None
    if start and start != SQLITE:
        raise EnvironmentFault(
            f"{path}: is not an SQLite database; move it away, or choose another folder with --data"
        )


def _set_environment(folder: Path, arguments: argparse.Namespace) -> None:
    os.environ["SAMLAD_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "samlad.portal.settings"
    if arguments.results is not None:
        os.environ["SAMLAD_RELEASE"] = str(arguments.results.expanduser().absolute())
    if "SAMLAD_HOSTS" not in os.environ:
        os.environ["SAMLAD_HOSTS"] = _hosts(arguments.host)


def _hosts(host: str) -> str:
    if host in ("", "0.0.0.0", "::"):
        return "*"
    return f"localhost,127.0.0.1,[::1],{f'[{host}]' if ':' in host else host}"


def _server(folder: Path, listening: socket.socket) -> Any:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise EnvironmentFault(
            f"SAMLAD_DATABASE: cannot be used ({str(error).splitlines()[0]}); "
            "install a driver with 'pip install psycopg', or leave it unset"
        ) from None
    from waitress import create_server

    from samlad.portal.database import prepare_database
    from samlad.portal.finding.current import make_ready
    from samlad.portal.results import results
    from samlad.portal.static_files import prepare_static_files
    from samlad.portal.statistics.places import shapes

    _ = results().manifest  # a release that lacks a file is found here, not by a visitor
    shapes()
    prepare_database()
    make_ready()
    prepare_static_files(folder / "static")
    from samlad.portal.wsgi import application

    return create_server(
        application,
        sockets=[listening],
        threads=THREADS,
        ident="Samlad",
        clear_untrusted_proxy_headers=True,
        max_request_header_size=LARGEST_HEADER,
        max_request_body_size=LARGEST_BODY,
    )


def _run(server: Any) -> None:
    gc.freeze()  # what was read by now stays: no visitor waits while it is looked through for waste
    try:
        server.run()
    finally:
        gc.unfreeze()


def _stop(signum: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
