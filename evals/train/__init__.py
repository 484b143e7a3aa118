"""Makes what ships with the product from public texts: norms and weights, each by one script."""
