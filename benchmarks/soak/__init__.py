"""Hours of play: whether memory, threads, open files and the speed stay as they are.

`visit` is what one student does again and again, `readings` is what is noted between
and what is made of it; `python -m benchmarks.soak` prints it.
"""
