#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""http_server.py PORT FOLDER: the repositories of the folder over http, by `git http-backend`."""
import http.server
import os
import subprocess
import sys


class Handler(http.server.BaseHTTPRequestHandler):
    def body(self):
        if self.headers.get('Transfer-Encoding') != 'chunked':
            return self.rfile.read(int(self.headers.get('Content-Length', 0)))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b''.join(parts)

    def do_GET(self):
        path, _, query = self.path.partition('?')
        environment = dict(
            os.environ, GIT_PROJECT_ROOT=sys.argv[2], GIT_HTTP_EXPORT_ALL='1', REMOTE_USER='ana',
            PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD=self.command,
            CONTENT_TYPE=self.headers.get('Content-Type', ''),
            HTTP_CONTENT_ENCODING=self.headers.get('Content-Encoding', ''))
        answer = subprocess.run(['git', 'http-backend'], env=environment, input=self.body(),
                                stdout=subprocess.PIPE).stdout
        head, _, body = answer.partition(b'\r\n\r\n')
        lines = [line.split(': ', 1) for line in head.decode().split('\r\n') if line]
        self.send_response(int(dict(lines).get('Status', '200').split()[0]))
        for name, value in lines:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), Handler).serve_forever()
