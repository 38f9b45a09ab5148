"""Debian's nginx on this machine's loopback, with the configuration that the build wrote."""

import contextlib
import shutil
import socket
import subprocess
import time

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def free_port():
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]


@contextlib.contextmanager
def serving(root, site, port, folder):
    """Serve `root`, which holds `site`, as one process of the user who runs the tests."""
    process = serve(root, site, port, folder)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def serve(root, site, port, folder):
    """Return the process that serves `root` from now on; what it needs it writes to `folder`."""
    (folder / "nginx.conf").write_text(_configuration(root, site, port, folder), encoding="utf-8")
    log = folder / "error.log"
    command = [NGINX, "-p", folder, "-e", log, "-c", folder / "nginx.conf"]
    process = subprocess.Popen(command)
    _wait(port, process, log)
    return process


def _configuration(root, site, port, folder):
    temporary = "\n".join(f"  {use}_temp_path {folder}/{use};" for use in _TEMPORARY)
    return f"""\
daemon off;
master_process off;
pid {folder}/nginx.pid;
events {{ }}
http {{
{temporary}
  access_log off;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    include {site}/hosting/nginx.conf;
  }}
}}
"""


def _wait(port, process, log):
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        assert process.poll() is None, log.read_text(encoding="utf-8")
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))
