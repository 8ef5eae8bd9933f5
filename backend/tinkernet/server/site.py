"""Everything one running server is made of, handed to each of its routes."""

from dataclasses import dataclass, field

from tinkernet.course.course import CourseTree
from tinkernet.discovery import Catalogue
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.runs import Runs
from tinkernet.server.lag import LoopLag
from tinkernet.server.settings import Settings
from tinkernet.server.tally import Tally


@dataclass(frozen=True, slots=True)
class Site:
    """`runs` is entered and left by the app's lifespan. `token`: what a notebook must know to have
    its loops watched; empty on a server that no notebook started."""

    settings: Settings
    catalogue: Catalogue
    course: CourseTree
    runs: Runs
    tally: Tally = field(default_factory=Tally)
    lag: LoopLag = field(default_factory=LoopLag)
    token: str = field(default="", repr=False)

    @property
    def limits(self) -> Limits:
        """What this server gives to those who use it."""
        return self.runs.limits
