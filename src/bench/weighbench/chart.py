"""Draws the peers' results of one store as an SVG: a panel per workload, a bar per contender. By hand, so that it needs nothing; light and dark."""
import json
from xml.sax.saxutils import escape

WIDTH, LABELS, RIGHT = 880, 260, 20
ROW, BAR, HEAD, AXIS, GAP = 34, 14, 30, 24, 26
STYLE = """\
text { font: 12px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; fill: #1f2328 }
.title { font-size: 15px; font-weight: 600 } .panel { font-size: 13px; font-weight: 600 } .ours { font-weight: 600 }
.muted { fill: #59636e; font-size: 11px } .halo { stroke: #ffffff; stroke-width: 4px; paint-order: stroke; stroke-linejoin: round }
.page { fill: #ffffff } .grid { stroke: #d1d9e0 } .bar { fill: #9aa4af } .bar.ours { fill: #0969da } .bar.ceiling { fill: #d1d9e0 }
.whisker { stroke: #1f2328; stroke-width: 1.2 }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc } .muted { fill: #9198a1 } .halo { stroke: #0d1117 } .page { fill: #0d1117 } .grid { stroke: #3d444d } .bar { fill: #656c76 }
.bar.ours { fill: #4493f8 } .bar.ceiling { fill: #3d444d } .whisker { stroke: #f0f6fc }
}"""


def _steps(highest):
    """Round numbers from zero to beyond the highest, four to eight of them."""
    unit = 1e-3
    while True:
        for step in (unit, 2 * unit, 5 * unit):
            if highest / step <= 7:
                return [step * number for number in range(int(highest / step) + 2)]
        unit *= 10


def _number(value):
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _text(x, y, words, classes="", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{classes}" text-anchor="{anchor}">{escape(words)}</text>'


def _beside(row, result):
    """What a second number says: the throughput, where bytes count."""
    seconds = row["seconds"]["median"]
    if result["models"] > 1:
        return f"{_number(seconds)} s, {result['models'] / seconds:.0f} models/s"
    return f"{_number(seconds)} s, {result['bytes'] / 2**20 / seconds:.0f} MiB/s"


def _bar(row, result, y, scale):
    spread = row["seconds"]
    kind = "ours" if row["ours"] else "ceiling" if row["ceiling"] else ""
    middle, end = y + BAR / 2 + 3, LABELS + spread["max"] * scale
    weight = "ours" if row["ours"] else ""
    parts = [_text(LABELS - 10, y + 11, row["name"], weight, "end"),
             _text(LABELS - 10, y + 25, "verifies " + row["verifies"], "muted", "end"),
             f'<rect x="{LABELS}" y="{y + 3}" width="{spread["median"] * scale:.1f}" height="{BAR}" class="bar {kind}"/>']
    if spread["max"] > spread["min"]:
        left = LABELS + spread["min"] * scale
        parts.append(f'<path class="whisker" fill="none" d="M{left:.1f} {middle}H{end:.1f}M{left:.1f} {middle - 4}v8M{end:.1f} {middle - 4}v8"/>')
    parts.append(_text(max(end, LABELS + spread["median"] * scale) + 8, middle + 4, _beside(row, result), f"halo {weight}"))
    return parts


def _panel(result, top):
    """The lines of one workload, and where it ends."""
    rows = sorted((row for row in result["contenders"] if "seconds" in row and "wrong" not in row), key=lambda row: row["seconds"]["median"])
    wrong = [f"{row['name']}: {row['wrong']}" for row in result["contenders"] if "wrong" in row]
    steps = _steps(max(row["seconds"]["max"] for row in rows))
    scale = (WIDTH - LABELS - RIGHT - 130) / steps[-1]
    bottom = top + HEAD + ROW * len(rows)
    parts = [_text(16, top + 14, f"{result['workload']}: {result['title']}", "panel")]
    for step in steps:
        x = LABELS + step * scale
        parts.append(f'<path class="grid" d="M{x:.1f} {top + HEAD - 6}V{bottom}"/>')
        parts.append(_text(x, bottom + 15, f"{step:g}", "muted", "middle"))
    parts.append(_text(LABELS + steps[-1] * scale + 22, bottom + 15, "seconds", "muted"))
    for number, row in enumerate(rows):
        parts += _bar(row, result, top + HEAD + ROW * number, scale)
    for number, words in enumerate(wrong):
        parts.append(_text(LABELS, bottom + AXIS + 14 + 16 * number, words[:90], "muted"))
    return parts, bottom + AXIS + 16 * len(wrong) + GAP


def svg(results, note):
    """results are those of one store, one per workload."""
    title = f"From a web server into {results[0]['storeTitle']}: time until it is there, less is better"
    parts, top = [_text(16, 26, title, "title"), _text(16, 46, note, "muted")], 66
    for result in results:
        lines, top = _panel(result, top)
        parts += lines
    body = "\n".join(parts)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" height="{top}" role="img">\n'
            f'<title>{escape(title)}</title>\n'
            f'<style>{STYLE}</style>\n<rect class="page" width="{WIDTH}" height="{top}" rx="6"/>\n{body}\n</svg>\n')


def draw(folder, store):
    """Of all results for the store that lie in the folder. Returns the file, or None if there are none."""
    kept = [json.loads(file.read_text()) for file in sorted(folder.glob(f"peers-{store}-W*.json"))]
    kept = [one for one in kept if any("seconds" in row and "wrong" not in row for row in one["result"]["contenders"])]
    if not kept:
        return None
    machine, rounds = kept[0]["machine"], kept[0]["result"]["rounds"]
    loaded = max(one["machine"]["loadBefore"] for one in kept)
    note = (f"Medians of {rounds}, whiskers from the fastest to the slowest; {machine['cores']} cores, {machine['cpu']}, "
            f"Linux {machine['kernel'].split('-')[0]}, {kept[0]['date']}" + (f"; the machine was loaded ({loaded:.1f})" if loaded > 1 else ""))
    file = folder / f"peers-{store}.svg"
    file.write_text(svg([one["result"] for one in kept], note))
    return file
