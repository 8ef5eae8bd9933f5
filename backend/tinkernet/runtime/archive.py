"""What others than its viewers ask of a run, by its id: to keep it, to go on, to take it away."""

import asyncio
from collections.abc import Iterator

from tinkernet.discovery import Catalogue
from tinkernet.protocol import Close
from tinkernet.refusal import RefusalError
from tinkernet.runtime.audience import Audience
from tinkernet.runtime.errand import Errand
from tinkernet.runtime.guests import Guest
from tinkernet.runtime.keepsake import Keepsake, kept, revived
from tinkernet.runtime.limits import Limits
from tinkernet.runtime.link import Berth
from tinkernet.runtime.orders import Take
from tinkernet.runtime.run import Run
from tinkernet.runtime.stage import Stage
from tinkernet.takeaway.kind import Kind


class Archive:
    """Knows all runs of one server; who knows a run's id may ask."""

    def __init__(
        self,
        catalogue: Catalogue,
        limits: Limits,
        stage: Stage,
        audience: Audience,
        numbers: Iterator[int],
    ) -> None:
        self._catalogue = catalogue
        self._limits = limits
        self._stage = stage
        self._audience = audience
        self._numbers = numbers

    def _find(self, run: str) -> Run:
        found = self._audience.find(run)
        if isinstance(found, Guest):
            raise RefusalError("This loop trains in a notebook: save it there.")
        return found

    def keepsake(self, run: str) -> Keepsake:
        """What would be saved of a run now.

        Raises:
            RefusalError: if it is over, or cannot be saved.
        """
        return kept(self._find(run))

    def revive(self, keepsake: Keepsake, *, playing: bool) -> str:
        """The id of a run that goes on from what was kept, for a page to join.

        Raises:
            RefusalError: if its lab is gone or takes other controls now, or too many wait.
        """
        entry = self._catalogue.entry(keepsake.script.lab)
        run = revived(next(self._numbers), entry, keepsake, self._limits)
        run.playing = playing
        self._audience.adopt(run)
        return run.id

    async def take(self, run: str, kind: Kind, title: str = "") -> tuple[str, bytes]:
        """A file to take home of a run as it stands: its name and its bytes. A worker of its own
        replays the run, so that no other run waits for it.

        Raises:
            RefusalError: if this lab or config cannot be exported, it takes too long, or too many
                wait for theirs.
        """
        if len(self._stage.errands) >= self._limits.takeaways + self._limits.queue_length:
            raise RefusalError(
                f"{len(self._stage.errands)} files are being made already. Try again in a minute."
            )
        keepsake = kept(self._find(run))
        script, number = keepsake.script, next(self._numbers)
        order = Take(
            lab=script.lab, config=script.config, deeds=script.deeds, step=keepsake.step,
            kind=kind, title=title,
        )  # fmt: skip
        errand = self._stage.errands[number] = Errand()
        try:
            async with asyncio.timeout(self._limits.take_secs):
                while not self._stage.pool.place(number, order, berth=Berth.ERRAND):
                    await errand.until_room()
                return await errand.done
        except TimeoutError as error:
            raise RefusalError(
                f"This run takes longer to write down than {self._limits.take_secs:g} s: take it "
                "away sooner, or write it with the command tinkernet export."
            ) from error
        finally:
            del self._stage.errands[number]
            self._stage.pool.send(number, Close(run=run))
            self._stage.pool.leave(number)
