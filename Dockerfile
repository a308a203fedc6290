# certpick serve in a container: it keeps nothing, so any number of them can stand behind a balancer.
FROM python:3.13-slim AS build
WORKDIR /certpick
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY data data
COPY docs/certpick.1 docs/
RUN python -m venv /opt/certpick && /opt/certpick/bin/pip install --no-cache-dir '.[web]'

FROM python:3.13-slim
RUN useradd --system --no-create-home certpick
COPY --from=build /opt/certpick /opt/certpick
USER certpick
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s CMD ["/opt/certpick/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["/opt/certpick/bin/certpick", "serve", "--host", "0.0.0.0"]
