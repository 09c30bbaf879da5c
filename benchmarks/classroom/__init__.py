"""A class at work: `python -m benchmarks.classroom --students 30`.

Each student is a real session over Streamlit's own websocket and the app's own route,
asking as often as the page does; two of them are Chromium, to see what is painted. All
of it runs on the machine that serves, so the figures are those of a smaller one.
"""
