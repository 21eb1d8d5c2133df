/* What the pictures of the lab share: a frame with d3's axes in an SVG element, and numbers on them. */
'use strict';

/** Numbers on axes: plain where that is short, with a power of ten elsewhere. */
function tickText(value, digits = 6) {
  const size = Math.abs(value);
  const rounded = +value.toPrecision(digits);
  if (value === 0 || (size >= 1e-3 && size < 1e6)) {
    return String(rounded).replace('-', '−');
  }
  return rounded.toExponential().replace('-', '−').replace('e+', 'e').replace('e-', 'e−');
}

/** How to write some numbers, in as many digits as it takes to tell them apart. */
function telling(values) {
  for (let digits = 6; digits < 17; digits++) {
    if (new Set(values.map(value => tickText(value, digits))).size === values.length) {
      return value => tickText(value, digits);
    }
  }
  return String;
}

class Frame {
  constructor(svg, { left = 48, right = 14, top = 10, bottom = 44 } = {}) {
    this.svg = d3.select(svg);
    const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
    Object.assign(this, { width, height, left, top, right: width - right, bottom: height - bottom });
    this.svg.selectAll('*').remove();
    this.clip = this.svg.append('clipPath').attr('id', `${svg.id}-clip`).append('rect');
    this.across = this.svg.append('g').attr('transform', `translate(0,${this.bottom})`).attr('aria-hidden', 'true');
    this.up = this.svg.append('g').attr('aria-hidden', 'true');
    this.field = this.svg.append('rect').attr('class', 'field');
    this.xLabel = this.svg.append('text').attr('class', 'label').attr('text-anchor', 'middle')
      .attr('y', height - 8).attr('aria-hidden', 'true');
    this.yLabel = this.svg.append('text').attr('class', 'label').attr('text-anchor', 'middle').attr('aria-hidden', 'true')
      .attr('transform', `translate(13,${(this.top + this.bottom) / 2}) rotate(-90)`);
    this.place();
    this.content = this.svg.append('g').attr('clip-path', `url(#${svg.id}-clip)`);
  }

  /** Everything that depends on how much room the labels on the left take. */
  place() {
    for (const rect of [this.clip, this.field]) {
      rect.attr('x', this.left).attr('y', this.top)
        .attr('width', this.right - this.left).attr('height', this.bottom - this.top);
    }
    this.up.attr('transform', `translate(${this.left},0)`);
    this.xLabel.attr('x', (this.left + this.right) / 2);
  }

  layer(kind) {
    return this.content.append('g').attr('class', kind);
  }

  labels(x, y) {
    const shortened = (text, room) => (text.length * 7 > room ? `${text.slice(0, Math.floor(room / 7) - 1)}…` : text);
    this.xLabel.text(shortened(x, this.right - this.left));
    this.yLabel.text(shortened(y, this.bottom - this.top));
  }

  ranges(x, y, labels = y.ticks(5).map(telling(y.ticks(5)))) {
    this.left = Math.max(48, 30 + 6.6 * d3.max(labels, label => label.length));
    this.place();
    x.range([this.left, this.right]);
    y.range([this.bottom, this.top]);
    this.x = x;
    this.y = y;
  }

  axes(configureX = axis => axis.ticks(5).tickFormat(telling(this.x.ticks(5))),
    configureY = axis => axis.ticks(5).tickFormat(telling(this.y.ticks(5)))) {
    this.across.call(configureX(d3.axisBottom(this.x).tickSize(this.top - this.bottom).tickPadding(7).tickSizeOuter(0)));
    let free = -Infinity;
    this.across.selectAll('.tick text').each(function hideWhereCrowded() {
      const half = this.textContent.length * 3.4;
      const at = Number(/translate\(([-\d.e]+)/.exec(this.parentNode.getAttribute('transform'))[1]);
      this.setAttribute('visibility', at - half < free ? 'hidden' : 'visible');
      free = at - half < free ? free : at + half + 6;
    });
    this.up.call(configureY(d3.axisLeft(this.y).tickSize(this.left - this.right).tickPadding(6).tickSizeOuter(0)));
  }

  /** A path through points, in numbers of the axes; what is far outside is brought nearer, where SVG still can draw. */
  line(points) {
    const near = value => Math.max(-1e5, Math.min(1e5, value));
    return points.map(([x, y], i) => `${i ? 'L' : 'M'}${near(this.x(x)).toFixed(2)},${near(this.y(y)).toFixed(2)}`).join('');
  }

  /** Where the pointer is, in numbers of the axes. */
  at(event) {
    const [px, py] = d3.pointer(event, this.svg.node());
    return [this.x.invert(px), this.y.invert(py)];
  }
}

/** Whether a path mostly turns back, as it does near the limit: drawn as boldly as others, it would be a blot. */
function isZigzag(places) {
  let turns = 0;
  for (let n = 2; n < places.length; n++) {
    const [[ax, ay], [bx, by], [cx, cy]] = places.slice(n - 2, n + 1);
    turns += (bx - ax) * (cx - bx) + (by - ay) * (cy - by) < 0 ? 1 : 0;
  }
  return turns > 12;
}

/** A range that has all values and a little room; of values that are all the same, one around it. */
function roomy(values, share = 0.05) {
  const [low, high] = d3.extent(values);
  const size = Math.max(Math.abs(low), Math.abs(high));
  const room = high - low > size * 1e-12 ? (high - low) * share : size * 0.05 || 1;
  return [low - room, high + room];
}

/** A colour of the page, which follows light and dark. */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
