// Runs at the start and at each choice. It looks figures up and formats them; it
// computes none. What it writes outside the charts is text, never HTML.
const chosen = {}
for (const [dimension, select] of Object.entries(selects)) {
  chosen[dimension] = select.value
}

function rows_shown(data, followed, may_be_any) {
  const rows = []
  for (let row = 0; row < data[followed[0]].length; row++) {
    const is_shown = followed.every((dimension) =>
      data[dimension][row] === chosen[dimension]
      || (may_be_any && chosen[dimension] === "all"))
    if (is_shown) rows.push(row)
  }
  return rows
}

for (const chart of charts) {
  const data = chart.source.data
  const rows = rows_shown(data, chart.followed, chart.holds_single_openings)
  if (chart.rank) {
    const ranked = [...rows].sort(
      (one, other) => data[chart.rank][one] - data[chart.rank][other])
    chart.range.factors = ranked.map((row) => data.label[row])
  }
  chart.shown.indices = rows
  if (chart.dimension) {
    const marked = rows.filter(
      (row) => data[chart.dimension][row] === chosen[chart.dimension])
    // Assigned only when it differs: it is what a click on a bar sets, too.
    const before = chart.source.selected.indices
    if (before.join() !== marked.join()) chart.source.selected.indices = marked
  }
}

const data = figures.data
const row = rows_shown(data, ["region", "domain", "contract"], false)[0]
const language = document.documentElement.lang
const formats = {
  integer: {maximumFractionDigits: 0},
  euro: {style: "currency", currency: "EUR", maximumFractionDigits: 0},
  percent: {style: "percent", maximumFractionDigits: 1},
}
for (const element of document.querySelectorAll("[data-figure]")) {
  const {figure, format} = element.dataset
  // No such combination was ever seen: its counts are 0, and the rest unknown.
  const none = format === "integer" && !figure.startsWith("median") ? 0 : NaN
  const value = row === undefined ? none : data[figure][row]
  const is_known = value !== null && !Number.isNaN(value)
  element.textContent = is_known
    ? new Intl.NumberFormat(language, formats[format ?? "integer"]).format(value) : "—"
}
for (const element of document.querySelectorAll("[data-needs]")) {
  const value = row === undefined ? NaN : data[element.dataset.needs][row]
  const is_known = value !== null && !Number.isNaN(value)
  element.hidden = is_known === element.hasAttribute("data-otherwise")
}
document.body.dataset.drawn = Object.values(chosen).join(" ")
