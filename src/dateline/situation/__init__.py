"""What many claims say together: pure functions from recorded claims and judgements to the picture."""
