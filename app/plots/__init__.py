"""Plots to be inspected: data -> plotly figures, without a page."""
