# unfog from its wheel, on a small image. Build: docker build -t unfog .
# Use: docker run --rm --network none -v "$PWD:/data" unfog run articles/
# With other extras: docker build --build-arg EXTRAS=web,pdf,parquet -t unfog .
FROM python:3.12-slim-bookworm AS wheel
WORKDIR /source
COPY . .
RUN python -m pip wheel --no-cache-dir --no-deps --wheel-dir /wheel .

FROM python:3.12-slim-bookworm
LABEL org.opencontainers.image.title="unfog" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=wheel /wheel /wheel
COPY constraints.txt /wheel/constraints.txt
# No bytecode: 60 MB that one container would use once. Only wheels: no compiler is there, and none is needed.
ARG EXTRAS=web
RUN python -m pip install --no-cache-dir --no-compile --only-binary :all: --constraint /wheel/constraints.txt \
      "unfog[$EXTRAS] @ file://$(ls /wheel/*.whl)" \
 && useradd --create-home unfog
USER unfog
WORKDIR /data
ENTRYPOINT ["unfog"]
CMD ["--help"]
