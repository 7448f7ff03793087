"""Sheets of paper as offices hand them over: turned, tilted, folded, stained, blurred, noisy, in grey.

Made from a clean page with a seed, so that a failure can be looked at again.
"""
import cv2
import numpy

# What is done to a sheet, by how rough the office is. Blur is in millimetres on paper.
SETTINGS = {
    "300": {"dpi": 300, "turn": 3, "tilt": 0.010, "blur": 0.06, "noise": 8, "stain": 0.01, "folds": 1, "quality": 90},
    "200": {"dpi": 200, "turn": 5, "tilt": 0.020, "blur": 0.09, "noise": 12, "stain": 0.01, "folds": 2, "quality": 80},
    "150": {"dpi": 150, "turn": 3, "tilt": 0.010, "blur": 0.06, "noise": 8, "stain": 0.01, "folds": 1, "quality": 85},
    "stained": {"dpi": 200, "turn": 4, "tilt": 0.010, "blur": 0.06, "noise": 8, "stain": 0.03, "folds": 2, "quality": 85},
}
# The same without a stain: what the table of reference rates was made of.
SETTINGS.update({f"{name}-unstained": SETTINGS[name] | {"stain": 0} for name in ("300", "200", "150")})


def stains(page, random, share, mm):
    """Ink blots and coffee over about `share` of the sheet."""
    height, width = page.shape
    left = share * height * width
    while left > 0:
        radius = random.uniform(0.4, 3.0) * mm
        across, down = int(random.uniform(0, width)), int(random.uniform(0, height))
        # Drawn on no more of the sheet than it can cover.
        reach = int(radius) + 2
        top, start = max(0, down - reach), max(0, across - reach)
        spot = page[top : down + reach + 1, start : across + reach + 1]
        blot = numpy.zeros_like(spot)
        centre, axes = (across - start, down - top), (int(radius), int(radius * random.uniform(0.5, 1)))
        cv2.ellipse(blot, centre, axes, random.uniform(0, 180), 0, 360, 1, -1)
        level = random.choice([20, 90, 150, 255])
        spot[blot == 1] = level if level in (20, 255) else numpy.minimum(spot[blot == 1], level)
        left -= float(blot.sum())


def folds(page, random, count, mm):
    """Creases across the sheet: a pale line beside a grey one."""
    height, width = page.shape
    for _ in range(count):
        at = random.uniform(0.15, 0.85)
        ends = ((0, at * height), (width, (at + random.uniform(-0.02, 0.02)) * height))
        if random.random() < 0.5:
            ends = ((at * width, 0), ((at + random.uniform(-0.02, 0.02)) * width, height))
        first, last = (tuple(int(part) for part in end) for end in ends)
        cv2.line(page, first, last, 215, max(1, int(0.35 * mm)))
        cv2.line(page, (first[0] + 1, first[1] + 1), (last[0] + 1, last[1] + 1), 130, max(1, int(0.12 * mm)))


def worn(page, name, seed):
    """The JPEG that a scanner or a phone makes of `page`, a grey image of the sheet at 300 dpi."""
    setting = SETTINGS[name]
    random = numpy.random.default_rng(seed)
    mm = 300 / 25.4
    page = page.copy()
    stains(page, random, setting["stain"] * random.uniform(0.3, 1), mm)
    folds(page, random, int(random.integers(0, setting["folds"] + 1)), mm)
    page = cv2.erode(page, numpy.ones((2, 2), numpy.uint8)) if random.random() < 0.5 else page  # ink spreads
    height, width = page.shape
    scale = setting["dpi"] / 300
    border = 0.06
    corners = numpy.float32([[0, 0], [width, 0], [width, height], [0, height]])
    angle = numpy.radians(random.uniform(-setting["turn"], setting["turn"]))
    middle = numpy.float32([width / 2, height / 2])
    turned = (corners - middle) @ numpy.float32([[numpy.cos(angle), numpy.sin(angle)], [-numpy.sin(angle), numpy.cos(angle)]])
    turned += random.uniform(-setting["tilt"], setting["tilt"], (4, 2)) * [width, height]
    size = int(width * scale * (1 + 2 * border)), int(height * scale * (1 + 2 * border))
    target = numpy.float32(turned * scale + [size[0] / 2, size[1] / 2])
    out = cv2.warpPerspective(
        page, cv2.getPerspectiveTransform(corners, target), size, flags=cv2.INTER_AREA, borderValue=235
    )
    blur = setting["blur"] * setting["dpi"] / 25.4 * random.uniform(0.3, 1)
    out = cv2.GaussianBlur(out, (0, 0), max(blur, 0.1)).astype(numpy.float32)
    light = numpy.linspace(random.uniform(0.8, 1), random.uniform(0.8, 1), size[0], dtype=numpy.float32)
    out = out * light + random.normal(0, setting["noise"] * random.uniform(0.3, 1), out.shape)
    done, jpeg = cv2.imencode(".jpg", numpy.clip(out, 0, 255).astype(numpy.uint8), [cv2.IMWRITE_JPEG_QUALITY, setting["quality"]])
    assert done
    return jpeg.tobytes()
