"""What many reports give together: events, contradictions and control, derived from recorded claims."""
