"""Pure figures for the pages that are looked at: data in, a Plotly figure out."""
