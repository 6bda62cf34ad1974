"""From bytes to a report: decoding, main text, segments, publication date, language and sentences."""
