// The palette of app/theme.py, in the theme of the page.

import { PALETTES } from "./published.js";

/** [r, g, b] of "#rrggbb" or "rgb(...)". */
export function channels(colour) {
  if (colour.startsWith("#")) {
    const hex = colour.length === 4 ? colour.slice(1).replace(/./g, "$&$&") : colour.slice(1, 7);
    return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16));
  }
  return (colour.match(/[\d.]+/g) ?? [255, 255, 255]).slice(0, 3).map(Number);
}

const brightness = ([r, g, b]) => (299 * r + 587 * g + 114 * b) / 255000;

/** Colours, font and scale for an element; the page is what Streamlit says it is. */
export function coloursOf(node) {
  const style = getComputedStyle(node);
  const page = style.getPropertyValue("--st-background-color").trim() || "#ffffff";
  const theme = brightness(channels(page)) < 0.5 ? "dark" : "light";
  const scale = Number(style.getPropertyValue("--lw-scale")) || 1;
  return { ...PALETTES[theme], theme, page, font: style.fontFamily, scale };
}

export const layerColour = (colours, layer) =>
  colours.layers[(layer - 1) % colours.layers.length];

export const layerText = (colours, layer) =>
  colours.layerText[(layer - 1) % colours.layerText.length];

export const translucent = (colour, alpha) => `rgba(${channels(colour).join(",")},${alpha})`;
