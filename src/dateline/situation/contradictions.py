def contradictions(c, e):
    return []
