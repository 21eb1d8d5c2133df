/*
 * The loss over two coefficients, seen from above: its contours are exact ellipses, θ* + √(L − minimum)·(u cos t + v sin t).
 * A plane says which two, and how they become places: the second one, for a line, may be its height at the mean of x,
 * which makes a bowl round that would be too long and thin to see.
 */
'use strict';

class Plane {
  /** i across and j up; with shear > 0, j + shear·i up. */
  constructor(problem, i, j, shear = 0) {
    this.i = i;
    this.j = j;
    this.shear = shear;
    const [ui, uj, vi, vj] = problem.ellipse(i, j);
    this.u = [ui, uj + shear * ui];
    this.v = [vi, vj + shear * vi];
    this.reach = [Math.hypot(this.u[0], this.v[0]), Math.hypot(this.u[1], this.v[1])];
    this.bottom = this.place(problem.optimum);
  }

  place(coefficients) {
    return [coefficients[this.i], coefficients[this.j] + this.shear * coefficients[this.i]];
  }

  /** The two coefficients at a place. */
  coefficients([x, y]) {
    return [x, y - this.shear * x];
  }

  /** A point of the contour whose loss is r² above the minimum. */
  contour(r, t) {
    const c = r * Math.cos(t);
    const s = r * Math.sin(t);
    return [this.bottom[0] + this.u[0] * c + this.v[0] * s, this.bottom[1] + this.u[1] * c + this.v[1] * s];
  }
}

class BowlView {
  static LEVELS = [1, 0.75, 0.55, 0.4, 0.28, 0.19, 0.125, 0.08, 0.04];
  static LABELLED = [0, 2, 4];

  constructor(svg, caption, choose) {
    this.frame = new Frame(svg);
    this.caption = caption;
    this.contours = this.frame.layer('contours');
    this.labels = this.frame.layer('labels');
    this.rest = this.frame.content.append('path').attr('class', 'path rest');
    this.path = this.frame.content.append('path').attr('class', 'path');
    this.stops = this.frame.layer('stops');
    this.bottom = this.frame.content.append('path').attr('class', 'bottom');
    this.from = this.frame.content.append('circle').attr('class', 'from').attr('r', 5);
    this.now = this.frame.content.append('circle').attr('class', 'now').attr('r', 6);
    svg.addEventListener('click', event => choose(this.plane.coefficients(this.frame.at(event))));
    svg.addEventListener('keydown', event => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (step) {
        event.preventDefault();
        const [x, y] = this.start;
        const share = event.shiftKey ? 0.1 : 0.02;
        choose(this.plane.coefficients([x + step[0] * share * 2 * this.half[0], y + step[1] * share * 2 * this.half[1]]));
      }
    });
  }

  /** The bowl up to a loss radius² above the minimum, and a zoom about its bottom. */
  drawBowl(problem, plane, names, radius, zoom) {
    this.plane = plane;
    const r = radius / zoom;
    this.half = plane.reach.map(reach => reach * r * 1.08);
    const [x, y] = plane.bottom;
    this.frame.ranges(d3.scaleLinear([x - this.half[0], x + this.half[0]], [0, 1]),
      d3.scaleLinear([y - this.half[1], y + this.half[1]], [0, 1]));
    this.frame.labels(...names);
    this.frame.axes();
    const turns = d3.range(0, 2 * Math.PI, Math.PI / 60);
    const outline = level => `${this.frame.line(turns.map(t => plane.contour(r * level, t)))}Z`;
    this.contours.selectAll('path').data(BowlView.LEVELS).join('path').attr('class', 'contour').attr('d', outline);
    const texts = BowlView.LABELLED.map(k => {
      const level = r * BowlView.LEVELS[k];
      const top = d3.greatest(turns, t => plane.contour(level, t)[1]);
      return { at: plane.contour(level, top), text: tickText(+(problem.minimum + level * level).toPrecision(3)) };
    });
    this.labels.selectAll('text').data(texts).join('text').attr('class', 'halo').attr('text-anchor', 'middle')
      .attr('x', d => Math.min(this.frame.right - 30, Math.max(this.frame.left + 30, this.frame.x(d.at[0]))))
      .attr('y', d => this.frame.y(d.at[1]) + 4).text(d => d.text);
    const [px, py] = [this.frame.x(x), this.frame.y(y)];
    this.bottom.attr('d', `M${px - 6},${py}h12M${px},${py - 6}v12`);
  }

  /** The way so far, and the rest of it. */
  drawPath(run, k) {
    const places = run.points.map(point => this.plane.place(point.coefficients));
    this.start = places[0];
    const reached = run.points.filter(point => point.k <= k).length;
    const here = this.plane.place(run.at(k).coefficients);
    this.rest.attr('d', places.length > 1 ? this.frame.line(places) : null);
    const walked = [...places.slice(0, reached), here].filter(place => place.every(Number.isFinite));
    this.path.attr('d', walked.length > 1 ? this.frame.line(walked) : null);
    const fine = isZigzag(walked.map(([x, y]) => [this.frame.x(x), this.frame.y(y)]));
    this.path.classed('fine', fine);
    this.rest.classed('fine', fine);
    this.stops.selectAll('circle').data(walked.slice(1, 60)).join('circle').attr('class', 'stop').attr('r', fine ? 1.2 : 2.2)
      .attr('cx', d => this.frame.x(d[0])).attr('cy', d => this.frame.y(d[1]));
    this.put(this.from, places[0]);
    this.put(this.now, here);
  }

  put(circle, place) {
    const visible = place.every(Number.isFinite) && place.every((v, n) => Math.abs(v - this.plane.bottom[n]) < 50 * this.half[n]);
    circle.attr('visibility', visible ? null : 'hidden');
    if (visible) {
      circle.attr('cx', this.frame.x(place[0])).attr('cy', this.frame.y(place[1]));
    }
  }
}

/** For one coefficient alone, the bowl is a parabola. */
class ParabolaView {
  constructor(svg, choose) {
    this.frame = new Frame(svg);
    this.curve = this.frame.content.append('path').attr('class', 'contour');
    this.path = this.frame.content.append('path').attr('class', 'path');
    this.stops = this.frame.layer('stops');
    this.now = this.frame.content.append('circle').attr('class', 'now').attr('r', 6);
    svg.addEventListener('click', event => choose([this.frame.at(event)[0]]));
  }

  drawBowl(problem, name, radius, zoom) {
    const [a] = problem.curvature;
    const half = radius / zoom * Math.sqrt(2 / a) * 1.08;
    const [bottom] = problem.optimum;
    const loss = w => problem.minimum + a / 2 * (w - bottom) ** 2;
    const xs = d3.range(-1, 1.001, 0.02).map(share => bottom + share * half);
    this.frame.ranges(d3.scaleLinear([bottom - half, bottom + half], [0, 1]), d3.scaleLinear(roomy(xs.map(loss)), [0, 1]));
    this.frame.labels(name, 'loss');
    this.frame.axes();
    this.curve.attr('d', this.frame.line(xs.map(w => [w, loss(w)])));
  }

  drawPath(run, k) {
    const here = run.at(k);
    const walked = [...run.points.filter(point => point.k <= k), here]
      .filter(point => Number.isFinite(point.loss)).map(point => [point.coefficients[0], point.loss]);
    this.path.attr('d', walked.length > 1 ? this.frame.line(walked) : null);
    this.stops.selectAll('circle').data(walked.slice(0, 60)).join('circle').attr('class', 'stop').attr('r', 2.2)
      .attr('cx', d => this.frame.x(d[0])).attr('cy', d => this.frame.y(d[1]));
    const visible = Number.isFinite(here.loss) && Math.abs(this.frame.x(here.coefficients[0])) < 1e4;
    this.now.attr('visibility', visible ? null : 'hidden');
    if (visible) {
      this.now.attr('cx', this.frame.x(here.coefficients[0])).attr('cy', this.frame.y(here.loss));
    }
  }
}
