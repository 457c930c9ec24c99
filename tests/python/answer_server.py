"""An EC2 that has generated answers for every list operation."""

import contextlib
import http.server
import threading
import urllib.parse
from collections.abc import Iterator

import ec2_model as model
from generated_answers import Answers


class AnswerServer(http.server.ThreadingHTTPServer):
    """Remembers which operations were asked for, and what was wrong with requests."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answers] = {}
        self.wrong: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def body(self, parameters: dict[str, str]) -> bytes:
        operation = parameters["Action"]
        if operation not in self.answers:
            self.answers[operation] = Answers(operation)
        if bounds := model.page_bounds(operation):
            smallest, largest = bounds
            if not smallest <= int(parameters.get("MaxResults", 0)) <= largest:
                self.wrong.append(f"{operation}: MaxResults is {parameters.get('MaxResults')}")
        return self.answers[operation].body(int(parameters.get("NextToken", 0)))


class Handler(http.server.BaseHTTPRequestHandler):
    server: AnswerServer
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        parameters = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
        body = self.server.body(parameters)
        self.send_response(200)
        self.send_header("Content-Type", "text/xml;charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def started() -> Iterator[AnswerServer]:
    with AnswerServer() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
