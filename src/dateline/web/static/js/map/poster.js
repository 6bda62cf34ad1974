/** The map as a picture that stands by itself: its title, its day, who is who. */

const FONT = "system-ui, sans-serif";

/** Puts a head and a legend around the map's canvas; `lines` is what stands below the title, `holders` [{name, css}]. */
export function poster(map, { title, lines, holders, ratio, ink, paper }) {
  const head = (30 + 18 * lines.length + 10) * ratio;
  const foot = 44 * ratio;
  const canvas = document.createElement("canvas");
  canvas.width = map.width;
  canvas.height = map.height + head + foot;
  const context = canvas.getContext("2d");
  context.fillStyle = paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(map, 0, head);
  context.fillStyle = ink;
  context.textBaseline = "top";
  context.font = `700 ${17 * ratio}px ${FONT}`;
  context.fillText(title, 12 * ratio, 9 * ratio);
  context.font = `${13 * ratio}px ${FONT}`;
  lines.forEach((one, at) => context.fillText(one, 12 * ratio, (32 + 18 * at) * ratio));
  context.textBaseline = "middle";
  let x = 12 * ratio;
  let y = canvas.height - foot + 13 * ratio;
  for (const { name, css } of holders) {
    const wide = context.measureText(name).width + 34 * ratio;
    if (x + wide > canvas.width) {
      x = 12 * ratio;
      y += 19 * ratio;
      if (y > canvas.height - 6 * ratio) break;
    }
    context.fillStyle = css;
    context.fillRect(x, y - 6 * ratio, 12 * ratio, 12 * ratio);
    context.fillStyle = ink;
    context.fillText(name, x + 17 * ratio, y);
    x += wide;
  }
  return canvas;
}
