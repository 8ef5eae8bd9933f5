# One image for a class: the built page, the wheel that holds it, and only what running needs.
ARG PYTHON_IMAGE=python:3.11-slim
ARG NODE_IMAGE=node:22-slim

FROM ${NODE_IMAGE} AS page
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
# The gallery shows the panels' examples.
COPY tests/panels/fixtures ../tests/panels/fixtures
RUN npm run build

FROM ${PYTHON_IMAGE} AS wheel
WORKDIR /src
RUN pip install --no-cache-dir build
COPY pyproject.toml README.md LICENSE ./
COPY backend ./backend
COPY --from=page /src/backend/tinkernet/server/static ./backend/tinkernet/server/static
RUN python -m build --wheel --outdir /wheel

FROM ${PYTHON_IMAGE} AS packages
# An index of PyTorch's wheels without CUDA makes the image several gigabytes smaller: give its
# address by --build-arg, else pip takes the build it finds.
ARG PIP_EXTRA_INDEX_URL=
COPY constraints.txt /tmp/
COPY --from=wheel /wheel /tmp/wheel
RUN python -m venv /opt/tinkernet \
    && /opt/tinkernet/bin/pip install --no-cache-dir \
        --constraint /tmp/constraints.txt /tmp/wheel/*.whl

FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="Tinkernet" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin tinkernet \
    && install --directory --owner=10001 /data
COPY --from=packages /opt/tinkernet /opt/tinkernet
ENV PATH=/opt/tinkernet/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    NUMBA_CACHE_DIR=/tmp/numba \
    OMP_NUM_THREADS=1 \
    TINKERNET_DB=/data/tinkernet.db
VOLUME /data
USER 10001
WORKDIR /tmp
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["tinkernet", "serve", "--host", "0.0.0.0", "--port", "8000", "--no-open"]
