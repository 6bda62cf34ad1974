"""Where the checkout lies, and what stands in it and beside it."""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "syria-2024"
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
