"""The explorer of `notebooks/explore.ipynb`: filters, linked views, an article behind every point, and corrections.

`material` is what is looked at, a run or a corpus; `asked` is what a reader asks of it; `views` answers with what is
drawn; `session` keeps the two together; `widget` shows it in a notebook. Only `widget` needs the group `explore`.
"""
