# Layerwise for a class. Non-root, nothing to write but /tmp and a volume for the saves:
# run it read-only.
FROM python:3.12-slim

WORKDIR /srv/layerwise
COPY requirements.txt .
RUN python -m pip install --no-cache-dir -r requirements.txt \
  && useradd --uid 10001 --no-create-home layerwise \
  && install -d -o layerwise -m 700 /var/lib/layerwise
COPY .streamlit .streamlit
COPY dnn_core dnn_core
COPY datasets datasets
COPY app app
# The panel's files are put in place now, as there is no place to write to later.
RUN python -c "from app.live.assets import publish; publish()" \
  && python -m compileall -q app dnn_core

USER 10001
ENV HOME=/tmp PYTHONDONTWRITEBYTECODE=1 OPENBLAS_NUM_THREADS=1
ENV LAYERWISE_STATE=/var/lib/layerwise
VOLUME /var/lib/layerwise
EXPOSE 8501
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s CMD ["python", "-c", \
  "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/layerwise/health', timeout=2)"]
CMD ["python", "-m", "streamlit", "run", "app/main.py", \
  "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true"]
