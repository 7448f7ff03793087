"""The races as a picture: how many times longer the others take, and how time and memory grow. `race_chart.py CSV SVG`"""
import csv, html, math, sys

WIDTH, LEFT, BAR = 860, 430, 22
STYLE = 'font-family="sans-serif" font-size="13" fill="#222"'


def text(x, y, words, more=""):
    return f'<text x="{x:.0f}" y="{y:.0f}" {more}>{html.escape(words)}</text>'


def bars(rows, top):
    """Bars on a scale of powers, ours being 1."""
    shown = [row for row in rows if not row["tool"].startswith("niemphong") and not row["work"].startswith("PDF size")]
    most = max([float(row["wall_ratio"]) for row in shown], default=1)
    room = WIDTH - LEFT - 90
    at = lambda ratio: room * math.log(max(ratio, 0.5) / 0.5) / math.log(max(most, 2) / 0.5)
    parts = [text(16, top, "Times as long as niemphong on two threads, same work, one run (logarithmic)", 'font-weight="bold"')]
    y, work = top + 12, None
    for row in shown:
        if row["work"] != work:
            work, y = row["work"], y + BAR + 2
            parts.append(text(16, y, work, 'fill="#666"'))
        y += BAR
        ratio = float(row["wall_ratio"])
        parts.append(text(36, y, row["tool"]))
        parts.append(f'<rect x="{LEFT}" y="{y - 12}" width="{max(at(ratio), 1):.0f}" height="15" fill="#8a5a00"/>')
        parts.append(text(LEFT + at(ratio) + 6, y, f"{ratio:.2f}×"))
    parts.append(f'<line x1="{LEFT + at(1):.0f}" y1="{top + 14}" x2="{LEFT + at(1):.0f}" y2="{y + 6}" stroke="#222" stroke-dasharray="3 3"/>')
    return parts, y + 40


def growth(rows, top):
    """Peak memory and time a record by number of pupils, both scales logarithmic."""
    series = {}
    for row in rows:
        if row["work"].startswith("growth"):
            pupils = int(row["work"].split()[1])
            kind = row["tool"].split(",")[0]
            series.setdefault(kind, []).append((pupils, float(row["peak_mb"]), float(row["cpu_ms"])))
    if not series:
        return [], top
    parts, height = [], 190
    most = max(p for points in series.values() for p, _, _ in points)
    least = min(p for points in series.values() for p, _, _ in points)
    for number, (name, which) in enumerate((("Peak memory, MB", 1), ("Processor time a record, ms", 2))):
        x0, x1 = 60 + number * 420, 400 + number * 420
        values = [point[which] for points in series.values() for point in points]
        low, high = min(values) / 2, max(values) * 2
        x = lambda p: x0 + (x1 - x0) * math.log(p / least) / max(math.log(most / least), 1e-9)
        y = lambda v: top + 20 + height - height * math.log(v / low) / math.log(high / low)
        parts.append(text(x0 - 44, top, name + " by pupils", 'font-weight="bold"'))
        parts.append(f'<path d="M{x0} {top + 20}V{top + 20 + height}H{x1}" fill="none" stroke="#222"/>')
        for at, (kind, points) in enumerate(series.items()):
            colour = ("#8a5a00", "#00558a")[at % 2]
            line = " ".join(f"{x(p[0]):.0f},{y(p[which]):.0f}" for p in sorted(points))
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
            for point in points:
                parts.append(f'<circle cx="{x(point[0]):.0f}" cy="{y(point[which]):.0f}" r="3" fill="{colour}"/>')
                parts.append(text(x(point[0]), y(point[which]) - 7, f"{point[which]:.3g}",
                                  f'font-size="11" text-anchor="middle" style="fill:{colour}"'))
            parts.append(text(x0 + 8 + at * 130, top + height + 56, kind, f'style="fill:{colour}"'))
        for pupils in sorted({p for points in series.values() for p, _, _ in points}):
            parts.append(text(x(pupils), top + height + 36, f"{pupils:,}", 'font-size="11" text-anchor="middle"'))
    return parts, top + height + 76


def chart(rows):
    first, top = bars(rows, 24)
    second, top = growth(rows, top)
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top:.0f}" width="{WIDTH}" '
                      f'height="{top:.0f}" {STYLE}>', '<rect width="100%" height="100%" fill="#fff"/>',
                      *first, *second, "</svg>", ""])


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        drawn = chart(list(csv.DictReader(file)))
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write(drawn)
