/** A Leaflet layer of stacked canvases that are drawn anew when the view rests and stretched while it moves. */

/* global L */

const TILE = 256;

/** Longitude and latitude as a point of the square world map, 0 to 1 from the north-west. */
export function toWorld(lon, lat) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** How much of the world map's width a kilometre takes at a latitude. */
export const kilometre = (lat) => 1 / (40075 * Math.cos((lat * Math.PI) / 180));

/**
 * Sheet of canvases by name. `draw(name, context, view)` is called for each when the view has changed; a view is
 * {scale, left, top, width, height, ratio, zoom}: x on the canvas = world x * scale - left.
 */
export const Sheet = L.Renderer.extend({
  options: { padding: 0.08, pane: "overlayPane" },

  initialize(names, draw) {
    L.Renderer.prototype.initialize.call(this, {});
    this.names = names;
    this.draw = draw;
  },

  _initContainer() {
    this._container = L.DomUtil.create("div", "sheet");
    this.contexts = {};
    for (const name of this.names) {
      const canvas = L.DomUtil.create("canvas", `sheet-${name}`, this._container);
      this.contexts[name] = canvas.getContext("2d");
    }
  },

  _destroyContainer() {
    L.DomUtil.remove(this._container);
    delete this._container;
  },

  _updatePaths() {},

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const origin = this._map.getPixelOrigin();
    const ratio = Math.min(2, devicePixelRatio || 1);
    this.view = {
      scale: TILE * 2 ** this._map.getZoom(), zoom: this._map.getZoom(), ratio,
      left: origin.x + this._bounds.min.x, top: origin.y + this._bounds.min.y, width: Math.round(size.x), height: Math.round(size.y),
    };
    L.DomUtil.setPosition(this._container, this._bounds.min);
    for (const name of this.names) this.redraw(name, true);
  },

  /** Draws one canvas anew, without any change of the view. */
  redraw(name, moved = false) {
    if (!this.view) return;
    const context = this.contexts[name];
    const { width, height, ratio } = this.view;
    // Areas are counted in whole pixels of the page; the rest is as sharp as the screen allows.
    const sharp = name === "areas" ? 1 : ratio;
    const { canvas } = context;
    if (canvas.width !== width * sharp || canvas.height !== height * sharp) {
      canvas.width = width * sharp;
      canvas.height = height * sharp;
      canvas.style.setProperty("width", `${width}px`);
      canvas.style.setProperty("height", `${height}px`);
    }
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    this.draw(name, context, this.view, moved);
  },
});
