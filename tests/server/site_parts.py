"""The parts of a server that was never started, for tests of single parts."""

from collections.abc import Iterable, Iterator

from starlette.routing import BaseRoute

from tinkernet.course.course import CourseTree
from tinkernet.discovery import Catalogue
from tinkernet.runtime.forkserver import ForkserverLauncher
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.runs import Runs
from tinkernet.server.experiments.place import Place
from tinkernet.server.experiments.store import Store
from tinkernet.server.settings import Settings
from tinkernet.server.site import Site


def idle_site(settings: Settings | None = None, limits: Limits | None = None) -> Site:
    """A site without labs whose runs are not started and whose store is not open."""
    catalogue = Catalogue()
    given = limits or Limits()
    runs = Runs(catalogue, given, ForkserverLauncher(given))
    course = CourseTree(lectures=[], topics=0, open_topics=0)
    return Site(settings or Settings(), catalogue, course, runs, Store(Place(), given))


def flat(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """All routes, those of included routers too."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is None:
            yield route
        else:
            yield from flat(included.routes)
