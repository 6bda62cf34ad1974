/** Days as whole numbers since 1970-01-01 (UTC), so that a slider can count them. */

const MILLIS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The number of an ISO day, or null where it is none. */
export function toNumber(iso) {
  if (typeof iso !== "string" || !DAY.test(iso)) return null;
  const time = Date.parse(`${iso}T00:00:00Z`);
  if (Number.isNaN(time)) return null;
  const number = Math.round(time / MILLIS);
  return toIso(number) === iso ? number : null;
}

/** The ISO day of a number. */
export function toIso(number) {
  return new Date(number * MILLIS).toISOString().slice(0, 10);
}

const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const WITH_WEEKDAY = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
});

function formatted(format, day) {
  const number = typeof day === "number" ? day : toNumber(day);
  return number === null ? String(day ?? "") : format.format(number * MILLIS);
}

/** "7 December 2024"; what is no day comes back as it is. */
export const long = (day) => formatted(LONG, day);

/** "7 Dec". */
export const short = (day) => formatted(SHORT, day);

/** "Sat, 7 December 2024". */
export const weekday = (day) => formatted(WITH_WEEKDAY, day);

/** "5 – 8 Dec", for tables; the year stands elsewhere. */
export const shortRange = (first, last) => (first === last ? short(first) : `${short(first)} – ${short(last)}`);

/** "5 – 8 December 2024": the shortest clear way to write an interval. */
export function range(first, last) {
  if (!first && !last) return "no day";
  if (!last || first === last) return long(first);
  if (!first) return `until ${long(last)}`;
  return first.slice(0, 7) === last.slice(0, 7)
    ? `${Number(first.slice(8))} – ${long(last)}`
    : `${short(first)}${first.slice(0, 4) === last.slice(0, 4) ? "" : ` ${first.slice(0, 4)}`} – ${long(last)}`;
}
