/** Milliseconds between looks at where a node is, and how often it is looked at. */
const PAUSE = 100;
const LOOKS = 30;

const MOVES = ["wheel", "touchstart", "keydown", "pointerdown"];

/** Brings a node into view and keeps it there while what lies before it is still being laid out, until a person moves on. */
export function bring(node, { smooth }) {
  node.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
  if (smooth) return;
  let left = LOOKS;
  const stop = new AbortController();
  for (const kind of MOVES) addEventListener(kind, () => stop.abort(), { signal: stop.signal, passive: true });
  const look = () => {
    if (stop.signal.aborted || !node.isConnected) return;
    const { top, bottom } = node.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) node.scrollIntoView({ block: "center" });
    left -= 1;
    if (left) setTimeout(look, PAUSE);
    else stop.abort();
  };
  setTimeout(look, PAUSE);
}
