"""What several labs share, by noun: points, tables, brushes, inputs, grids and pictures of nets."""
