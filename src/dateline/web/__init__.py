"""The app: pages with a map and a clock, and the HTTP API behind them."""
