# The streaming server: docker build --tag forgery . && docker run --rm --publish 8000:8000 forgery
#
# The wheel is built where the compiler is, and only what it installs goes on. Both stages have the same Python, for
# which the wheel is made.
ARG PYTHON=3.13.7-slim-bookworm

FROM rust:1.90.0-slim-bookworm AS rust

FROM python:${PYTHON} AS builder
# Debian keeps only the newest of a package's versions, so a pinned one would soon be gone.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
COPY --from=rust /usr/local/cargo /usr/local/cargo
COPY --from=rust /usr/local/rustup /usr/local/rustup
ENV CARGO_HOME=/usr/local/cargo \
    RUSTUP_HOME=/usr/local/rustup \
    PATH=/usr/local/cargo/bin:$PATH \
    MATURIN_PEP517_ARGS="--profile=release --locked"
WORKDIR /src
COPY Cargo.toml Cargo.lock pyproject.toml README.md LICENSE NOTICE ./
COPY benches/engine.rs benches/engine.rs
COPY build build
COPY providers/sdk/src providers/sdk/src
COPY src src
COPY python python
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels . \
    && python -m venv --without-pip /opt/forgery \
    && pip --python /opt/forgery/bin/python install --no-cache-dir \
        "forgery[server,arrow,zstd,holidays] @ file://$(echo /wheels/forgery-*.whl)"

FROM python:${PYTHON}
COPY --from=builder /opt/forgery /opt/forgery
ENV PATH=/opt/forgery/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /srv
# A number, so that whoever runs it can see that it is not root.
USER 10001:10001
EXPOSE 8000
# Not by urllib's openers, which would ask a proxy of the environment.
HEALTHCHECK --interval=15s --timeout=4s --start-period=15s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; server = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('FORGERY_PORT', '8000')), timeout=3); server.request('GET', '/health'); sys.exit(server.getresponse().status != 200)"]
ENTRYPOINT ["forgery", "serve"]
CMD ["--host", "0.0.0.0"]
