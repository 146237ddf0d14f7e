"""How gunicorn serves the portal on a real server; `gunicorn portal.wsgi` reads it by itself.

Sizes come from the environment where machines differ. Why gunicorn: docs/decisions/0003.
"""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads let a slow reader of a page wait without holding up the others.
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
# A request that takes longer than this is broken; its worker is replaced.
timeout = 30
graceful_timeout = 20
keepalive = 5
# Replace workers now and then, never all at once, so that no slow leak grows for months.
max_requests = 2000
max_requests_jitter = 400
# Nobody steers a running server but the one who starts and stops it.
control_socket_disable = True
accesslog = "-" if os.environ.get("ACCESS_LOG") else None
# Without the query and the page one came from: people search for names and numbers.
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(D)s"
# The address a visitor comes from is only believed from these proxies.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
