"""How well problems are told apart and recognised, on rows labelled by hand."""
