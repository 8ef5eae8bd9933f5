"""The store: what was saved is found again, by its owner and by nobody else."""

from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.server.experiments.saved import ANN, BOB, PNG, experiment, opened
from tinkernet.server.experiments.experiment import ID_PATTERN, Blobs, Card, Progress
from tinkernet.server.experiments.store import Store
from tinkernet.server.experiments.trouble import StoreError

BLOBS = Blobs(rows=b"rows", checkpoint=b"state", thumbnail=PNG)


async def names(store: Store, owner: str = "", **wanted: Any) -> list[str]:
    return [card.name for card in (await store.cards(owner, **wanted))[0]]


async def refused(call: Awaitable[object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        await call
    return caught.value


async def test_all_that_was_saved_comes_back_also_to_another_server(tmp_path: Path) -> None:
    given = experiment(owner=ANN, note="first\nsecond", speed=None)
    async with opened(tmp_path / "saved.db") as store:
        card = await store.save(given, BLOBS)
    async with opened(tmp_path / "saved.db") as store:
        whole = await store.whole(card.id, ANN)
    assert whole.blobs == BLOBS
    assert (whole.owner, whole.script) == (ANN, given.script)
    told = given.model_dump(exclude={"owner", "script"})
    assert whole.details.model_dump(include=set(told)) == told
    assert Card.model_validate(whole.details.model_dump(include=set(Card.model_fields))) == card


async def test_ids_are_short_random_and_times_know_their_zone(store: Store) -> None:
    cards = [await store.save(experiment()) for _ in range(5)]
    assert len({card.id for card in cards}) == 5
    assert all(len(card.id) == 11 and card.id.isalnum() for card in cards)
    assert ID_PATTERN.count("11") == 1
    assert cards[0].saved_at.tzinfo is UTC
    assert datetime.now(UTC) - cards[0].saved_at < timedelta(minutes=1)


async def test_a_run_that_trains_on_changes_only_what_is_new(store: Store) -> None:
    saved = await store.save(experiment(note="mine"), BLOBS)
    await store.update(saved.id, Progress(step=90, speed=None), Blobs(checkpoint=b"later"))
    whole = await store.whole(saved.id)
    assert (whole.details.step, whole.details.speed, whole.details.note) == (90, None, "mine")
    assert whole.details.metrics == saved.metrics
    assert whole.blobs == Blobs(b"rows", b"later", PNG)
    assert whole.details.changed_at > saved.changed_at == saved.saved_at
    await store.update(saved.id, Progress(script="{}", config={"lr": 1.0}, state="finished"))
    whole = await store.whole(saved.id)
    assert (whole.script, whole.details.config, whole.details.state) == (
        "{}", {"lr": 1.0}, "finished",
    )  # fmt: skip


async def test_a_list_tells_which_parts_there_are(store: Store) -> None:
    await store.save(experiment(name="bare"))
    await store.save(experiment(name="full"), BLOBS)
    cards, total = await store.cards("")
    assert total == 2
    assert [(card.name, card.has_checkpoint, card.has_thumbnail) for card in cards] == [
        ("full", True, True), ("bare", False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("BEND", ["b", "a"]), ("bend wider", ["b"]), ("wider bend", ["b"]), ("100%", ["a"]),
        ("%", ["a"]), ("_", []), ("\\", []), ("spiral", ["a"]), ("straße", ["b"]),
        ("STRASSE", ["b"]), ("شبکه", ["b"]), ("' OR 1=1 --", []), ("", ["b", "a"]),
        ("\0", ["b", "a"]),
    ],
)  # fmt: skip
async def test_a_search_finds_every_word_in_name_note_lab_or_preset(
    store: Store, search: str, found: list[str]
) -> None:
    await store.save(experiment(name="a", note="100% right"))
    await store.save(experiment(name="b", note="Wider, Straße, شبکه", preset=""))
    await store.save(experiment(owner=BOB, name="c"))
    assert await names(store, search=search) == found


async def test_a_list_is_narrowed_by_lab_and_state(store: Store) -> None:
    await store.save(experiment(name="a", lab="cnn", state="finished"))
    await store.save(experiment(name="b", lab="cnn"))
    await store.save(experiment(name="c"))
    assert await names(store, lab="cnn") == ["b", "a"]
    assert await names(store, lab="cnn", state="finished") == ["a"]
    assert await names(store, lab="nothing") == []


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("-changed_at", "cBa"),
        ("changed_at", "aBc"),
        ("saved_at", "aBc"),
        ("name", "aBc"),
        ("-name", "cBa"),
        ("step", "Bca"),
        ("-step", "acB"),
        ("metric:val_loss", "caB"),
        ("-metric:val_loss", "acB"),
        ("metric:nobody's", "?"),
    ],
)
async def test_a_list_is_sorted_and_those_without_a_number_come_last(
    store: Store, sort: str, found: str
) -> None:
    await store.save(experiment(name="a", step=30, metrics={"val_loss": 10.0}))
    await store.save(experiment(name="B", step=10, metrics={}))
    await store.save(experiment(name="c", step=20, metrics={"val_loss": 9.5}))
    sorted_names = "".join(await names(store, sort=sort))
    assert sorted_names == found or found == "?"
    assert sorted(sorted_names) == ["B", "a", "c"]


@pytest.mark.parametrize("sort", ["", "words", "-", "owner", 'metric:a"b', "metric:", "name;"])
async def test_a_list_is_sorted_by_nothing_else(store: Store, sort: str) -> None:
    error = await refused(store.cards("", sort=sort))
    assert (error.status, error.field) == (422, "sort")


async def test_pages_of_a_list_hold_each_card_once(store: Store) -> None:
    saved = {(await store.save(experiment(step=7))).id for _ in range(11)}
    pages = [await store.cards("", sort="step", limit=4, offset=at) for at in (0, 4, 8, 12)]
    assert [len(cards) for cards, _ in pages] == [4, 4, 3, 0]
    assert {total for _, total in pages} == {11}
    assert {card.id for cards, _ in pages for card in cards} == saved


async def test_only_the_owner_may_rename_and_delete_and_everybody_may_read(store: Store) -> None:
    id = (await store.save(experiment(owner=ANN))).id
    for call in (store.rename(BOB, id, "x"), store.delete("", id), store.undelete(BOB, id)):
        assert (await refused(call)).status == 403
    assert not (await store.card(BOB, id)).mine
    assert (await store.rename(ANN, id, note="new")).note == "new"
    renamed = await store.rename(ANN, id, "Other")
    assert (renamed.name, renamed.note, renamed.mine) == ("Other", "new", True)
    assert await names(store, ANN, search="other new") == ["Other"]
    assert await names(store, BOB) == await names(store) == []


async def test_what_was_deleted_comes_back_with_all_that_came_meanwhile(store: Store) -> None:
    id = (await store.save(experiment(), BLOBS)).id
    assert (await store.delete("", id)).deleted_at
    assert await store.count("") == 0
    for call in (store.card("", id), store.whole(id), store.blob(id, "rows"), store.delete("", id)):
        assert (await refused(call)).status == 404
    await store.update(id, Progress(step=99))
    assert (await store.undelete("", id)).deleted_at is None
    assert (await store.card("", id)).step == 99
    assert (await store.whole(id)).blobs == BLOBS


async def test_what_was_deleted_a_day_ago_goes_for_good(store: Store) -> None:
    kept = (await store.save(experiment())).id
    gone = (await store.save(experiment(), BLOBS)).id
    await store.delete("", gone)
    assert await store.purge() == 0
    assert await store.purge(timedelta()) == 1
    for call in (store.undelete("", gone), store.update(gone, Progress(step=1))):
        assert (await refused(call)).status == 404
    assert (await store.card("", kept)).id == kept


async def test_at_a_start_what_was_running_is_interrupted(store: Store) -> None:
    running = (await store.save(experiment(state="running"))).id
    paused = (await store.save(experiment(state="paused"))).id
    assert await store.interrupt_running() == 1
    assert (await store.card("", running)).state == "interrupted"
    assert (await store.card("", paused)).state == "paused"


async def test_an_owner_has_a_limit_and_nobody_else_meets_it(tmp_path: Path) -> None:
    async with opened(tmp_path / "saved.db", experiments_per_owner=3) as store:
        ids = [(await store.save(experiment(owner=ANN))).id for _ in range(3)]
        error = await refused(store.save(experiment(owner=ANN)))
        assert (error.status, "3 saved" in error.message) == (409, True)
        await store.save(experiment(owner=BOB))
        await store.delete(ANN, ids[0])
        await store.save(experiment(owner=ANN))
        assert (await refused(store.undelete(ANN, ids[0]))).status == 409
        for _ in range(9):
            await store.delete(ANN, (await store.cards(ANN))[0][0].id)
            await store.save(experiment(owner=ANN))
        assert (await refused(store.undelete(ANN, ids[0]))).status == 404


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (Blobs(rows=b"x" * 9_000, checkpoint=b"x" * 2_000), "experiment"),
        (Blobs(thumbnail=b"GIF89a"), "thumbnail"),
        (Blobs(thumbnail=PNG + b"\0" * 100_000), "thumbnail"),
    ],
)
async def test_what_is_too_large_is_refused_with_its_size(
    tmp_path: Path, parts: Blobs, field: str
) -> None:
    async with opened(tmp_path / "saved.db", experiment_bytes=10_000) as store:
        error = await refused(store.save(experiment(), parts))
        assert (error.status, error.field, await store.count("")) == (422, field, 0)


async def test_a_run_that_grows_too_large_keeps_what_was_saved(tmp_path: Path) -> None:
    async with opened(tmp_path / "saved.db", experiment_bytes=10_000) as store:
        id = (await store.save(experiment(), Blobs(rows=b"x" * 6_000))).id
        more = Blobs(checkpoint=b"x" * 6_000)
        assert (await refused(store.update(id, Progress(step=99), more))).status == 422
        assert ((await store.card("", id)).step, (await store.whole(id)).blobs.checkpoint) == (
            40,
            None,
        )
