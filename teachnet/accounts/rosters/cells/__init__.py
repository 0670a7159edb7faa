"""One module per kind of column: a cell in, a cleaned value and what there is to say about it out."""
