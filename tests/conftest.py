"""What many tests share: the real embedding model, loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from index.embedding.model import Embedder
from tests.postgres import new_database, postgresql

# A slow machine fails no test: speed is measured in benchmarks/.
settings.register_profile("citedesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("citedesk")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache of the run's own, so that nothing outside it is read or written."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def embedder(model_cache: Path) -> Embedder:
    """Return the bundled model, unpacked into the run's own cache."""
    return Embedder.load("bundled", model_cache)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Return the address of a PostgreSQL server of the run's own; tests of it skip where there is no PostgreSQL."""
    with postgresql() as url:
        yield url


@pytest.fixture(scope="module")
def postgresql_url(postgresql_server: str) -> str:
    """Return the address of a database that no other module uses."""
    return new_database(postgresql_server)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real material that isn't part of the project; tests of it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared, the real evaluation material, is not here")
    return SHARED
