"""Trains the encoder that reads claims: `python -m training.reader`, from annotated texts to `data/encoder/`."""
