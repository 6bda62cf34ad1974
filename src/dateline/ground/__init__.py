"""What the words of a report stand for: places of the world, parties of the registry, days of the calendar."""
