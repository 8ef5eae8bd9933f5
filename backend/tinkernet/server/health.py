"""Whether the server is alive and ready, and its figures for Prometheus."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.responses import JSONResponse, PlainTextResponse, Response

from tinkernet import __version__
from tinkernet.message import Message
from tinkernet.server.site import Site


class Health(Message):
    """`status`: ok, or starting while the workers are not warm. `loop_lag_secs`: how late the
    event loop was when last looked at."""

    status: str
    message: str
    release: str
    up_secs: float
    loop_lag_secs: float


def health_routes(site: Site) -> APIRouter:
    """`/healthz`, `/readyz` and `/metrics`."""
    routes = APIRouter(tags=["health"])
    started = time.monotonic()
    registry = CollectorRegistry()
    registry.register(Figures(site))

    def health(status: str, message: str) -> Response:
        told = Health(
            status=status,
            message=message,
            release=__version__,
            up_secs=time.monotonic() - started,
            loop_lag_secs=site.lag.last_secs,
        )
        return JSONResponse(told.model_dump(), status_code=200 if status == "ok" else 503)

    @routes.get("/healthz", response_model=Health)
    async def healthz() -> Response:
        """Answered by the event loop itself: an answer means that it is alive."""
        return health("ok", "The server answers.")

    @routes.get("/readyz", response_model=Health, responses={503: {"model": Health}})
    async def readyz() -> Response:
        """Whether a run would start at once."""
        if site.runs.ready:
            return health("ok", "The workers are warm.")
        return health("starting", "The workers are warming up: a run starts in a few seconds.")

    @routes.get("/metrics", response_class=PlainTextResponse)
    async def metrics() -> Response:
        """Figures in Prometheus' text format."""
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return routes


class Figures(Collector):
    """Reads the counts of runtime and server at the moment they are asked for."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def collect(self) -> Iterator[Metric]:
        """All figures, runtime first."""
        yield from self._runs()
        yield from self._server()

    def _runs(self) -> Iterator[Metric]:
        counts = self._site.runs.counts()
        yield _by("runs", "Runs by state", "state", counts.runs)
        yield _gauge("queue", "Runs that wait for a place", counts.queue)
        yield _gauge("viewers", "Open pages", counts.viewers)
        yield _gauge("workers", "Worker processes alive", counts.workers)
        yield _gauge("frames_per_second", "Frame rate now given to a run", counts.frames_per_sec)
        yield _total("frames", "Frames drawn by workers", counts.frames)
        yield _total("frames_merged", "Frames merged for slow pages", counts.frames_merged)
        yield _total("refusals", "Messages the runtime refused", counts.refusals)
        yield _totals("worker_deaths", "Dead workers by cause", "cause", counts.deaths)

    def _server(self) -> Iterator[Metric]:
        tally = self._site.tally
        codes = {str(code): number for code, number in tally.hung_up.items()}
        yield _gauge("sockets", "Open websockets", tally.sockets.total())
        yield _total("messages_refused", "Messages answered by a refusal", tally.refused)
        yield _totals("turned_away", "Requests the guard refused", "reason", tally.turned_away)
        yield _totals("hung_up", "Websockets closed by the server", "code", codes)
        yield _gauge("loop_lag_seconds", "Last lag of the event loop", self._site.lag.last_secs)
        worst = self._site.lag.take_worst_secs()
        yield _gauge("loop_lag_worst_seconds", "Worst lag since the last scrape", worst)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"tinkernet_{name}", words, value=value)


def _total(name: str, words: str, value: float) -> Metric:
    return CounterMetricFamily(f"tinkernet_{name}", words, value=value)


def _by(name: str, words: str, label: str, values: Mapping[Any, int]) -> Metric:
    family = GaugeMetricFamily(f"tinkernet_{name}", words, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _totals(name: str, words: str, label: str, values: Mapping[Any, int]) -> Metric:
    family = CounterMetricFamily(f"tinkernet_{name}", words, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
