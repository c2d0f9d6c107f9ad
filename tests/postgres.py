"""A PostgreSQL server for tests, from Debian's package or wherever `initdb` is; reached by a socket file only.

PostgreSQL refuses to run as root, so root starts it as a user with fewer rights. Nothing survives it, so nothing is
synced to the disk.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

__all__ = ["new_database", "postgresql"]

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "shared_buffers=16MB")
_PATIENCE = 30.0  # seconds


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a server and give the address of its database; skip the test, and say why, where there is none."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here (apt-get install postgresql)")
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="citedesk-pg-", dir="/tmp"))  # short: a socket's path has a limit
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    new = ("--no-sync", "--auth=trust", "--username=desk", "--encoding=UTF8", "--locale=C")
    subprocess.run([programs / "initdb", *new, data], check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
    options = [part for one in _FAST for part in ("-c", one)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, *options], user=user, cwd=folder, stdout=log, stderr=log
        )
    try:
        _wait(programs, folder, server)
        yield f"postgresql://desk:hush-hush@/postgres?host={folder}"
    finally:
        server.terminate()
        server.wait(_PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    """Make another database of the server that has this address, and return its own."""
    address, name = make_url(server), f"d{uuid.uuid4().hex}"
    engine = create_engine(address.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return address.set(database=name).render_as_string(hide_password=False)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found).resolve().parent if found else debian[-1].parent if debian else None


def _user() -> str | None:
    """Return whom to run the server as, None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _wait(programs: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _PATIENCE
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError((folder / "log").read_text(encoding="utf-8"))
        time.sleep(0.05)
