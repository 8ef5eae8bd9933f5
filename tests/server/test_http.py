"""What the server answers over plain HTTP."""

import re
import socket
from urllib.parse import quote

import orjson
import pytest
import schemathesis
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.live_server import LiveServer
from tinkernet.course.course import CourseTree
from tinkernet.lab import LabPage
from tinkernet.runtime.limits import Limits


@pytest.mark.parametrize("path", ["/", "/lab/hill", "/gallery", "/saved"])
def test_every_address_of_the_app_is_the_one_page(server: LiveServer, path: str) -> None:
    answer = server.http.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    assert '<div id="app">' in answer.text


def test_a_lab_that_is_not_there_is_the_page_with_the_status_404(server: LiveServer) -> None:
    answer = server.http.get("/lab/no-such-lab")
    assert answer.status_code == 404
    assert '<div id="app">' in answer.text


def test_the_page_may_load_and_connect_to_nothing_else(server: LiveServer) -> None:
    headers = server.http.get("/").headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_files_with_a_hash_in_their_name_are_kept_for_ever(server: LiveServer) -> None:
    script = re.search(r'src="(/assets/[^"]+\.js)"', server.http.get("/").text)
    assert script
    answer = server.http.get(script[1])
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in server.http.get("/assets/gone.js").headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py", "/assets/..%2fapp.py", "/assets/%2e%2e/app.py", "/assets//etc/passwd",
        "/assets/....//app.py", "/assets/..%5capp.py", "/%2e%2e/%2e%2e/etc/passwd",
        "/assets/%00", "/assets/..;/app.py", "/assets/%c0%ae%c0%ae/app.py",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_folder_of_the_page(server: LiveServer, path: str) -> None:
    host = server.url.removeprefix("http://")
    with socket.create_connection((host.split(":")[0], int(host.split(":")[1])), 10) as raw:
        request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        raw.sendall(request.encode())
        status = int(raw.makefile("rb").readline().split()[1])
    assert status in {400, 404}


def test_the_labs_are_listed_and_each_has_a_page(server: LiveServer) -> None:
    cards = {card["id"]: card for card in server.http.get("/api/labs").json()}
    assert cards["hill"]["title"] == "A ball on a hill"
    assert cards["hill"]["blurb"].startswith("One number rolls down")
    for lab in cards:
        told = server.http.get(f"/api/labs/{lab}").content
        assert LabPage.model_validate_json(told).id == lab


def test_a_lab_that_is_not_there_is_named_in_a_sentence(server: LiveServer) -> None:
    answer = server.http.get("/api/labs/no-such-lab")
    assert answer.status_code == 404
    assert answer.json()["field"] == "lab"
    assert "no-such-lab" in answer.json()["message"]


def test_the_course_is_the_whole_tree(server: LiveServer) -> None:
    tree = CourseTree.model_validate_json(server.http.get("/api/course").content)
    topics = [t for lecture in tree.lectures for s in lecture.sections for t in s.topics]
    assert len(tree.lectures) == 20
    assert len(topics) == tree.topics == 371
    assert tree.open_topics == sum(topic.lab is not None for topic in topics)


def test_every_limit_can_be_read(server: LiveServer) -> None:
    told = server.http.get("/api/limits").json()
    assert told.keys() == Limits.model_fields.keys()
    assert told["message_bytes"] == 65_536


def test_health_readiness_and_figures(server: LiveServer) -> None:
    assert server.http.get("/healthz").json()["status"] == "ok"
    assert server.http.get("/readyz").status_code == 200
    server.http.get("/api/labs", headers={"origin": "http://evil.example"})
    figures = server.http.get("/metrics").text
    assert re.search(r"^tinkernet_workers [1-9]", figures, re.M)
    assert re.search(r'^tinkernet_turned_away_total\{reason="origin"\} [1-9]', figures, re.M)
    assert "tinkernet_loop_lag_seconds" in figures


@pytest.mark.parametrize("body", ['{"lr":NaN}', '{"lr":1e999}', "[" * 100_000, "\x00", ""])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_a_body_is_never_our_mistake(server: LiveServer, method: str, body: str) -> None:
    headers = {"origin": server.url, "content-type": "application/json"}
    answer = server.http.request(method, "/api/labs/hill", content=body, headers=headers)
    assert answer.status_code == (200 if method == "GET" else 405)


#: Half a surrogate pair has no place in an address.
_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@effort(max_examples=60)
@given(path=_TEXT, query=_TEXT)
def test_no_address_is_our_mistake(server: LiveServer, path: str, query: str) -> None:
    answer = server.http.get(f"/api/labs/{quote(path, safe='')}?{quote(query)}")
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert answer.json().keys() == {"field", "message"}


FREE_TEXT = [positive_data_acceptance]


def test_every_documented_route_answers_as_documented(server: LiveServer) -> None:
    told = server.http.get("/api/openapi.json").content
    schema = schemathesis.openapi.from_dict(orjson.loads(told))
    seen: set[str] = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), "the document describes every route"

        @effort(max_examples=15)
        @given(case=found.ok().as_strategy())
        def ask(case: schemathesis.Case) -> None:
            seen.add(case.path)
            # Without an Origin nothing that changes something would get past the guard.
            answer = case.call(base_url=server.url, headers={"origin": server.url})
            assert answer.status_code < 500
            # No schema says what makes a text one line, or bytes a picture.
            is_free = case.method in {"POST", "PATCH"}
            case.validate_response(answer, excluded_checks=FREE_TEXT if is_free else [])

        ask()
    assert {"/api/labs", "/api/labs/{lab}", "/api/course", "/api/limits", "/healthz"} <= seen
    assert {"/api/experiments", "/api/experiments/{id}", "/api/experiments/{id}/undelete"} <= seen
