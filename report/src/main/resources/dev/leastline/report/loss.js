/* The loss by iteration: both axes logarithmic, so that the first steps and the long way after them can be seen. */
'use strict';

class LossView {
  /** Below this share of the start there is nothing but rounding. */
  static LEAST = 1e-30;
  static STEPS = [1, 2, 3, 5, 10, 20, 25, 50, 100, 200];

  constructor(svg) {
    this.frame = new Frame(svg);
    this.floor = this.frame.content.append('path').attr('class', 'reference');
    this.rest = this.frame.content.append('path').attr('class', 'path rest');
    this.path = this.frame.content.append('path').attr('class', 'path');
    this.now = this.frame.content.append('circle').attr('class', 'now').attr('r', 6);
    this.frame.labels('iteration', 'loss');
  }

  /** Powers of ten in even steps; where there is at most one, round numbers between. */
  static levels(bottom, top, low, high) {
    const step = LossView.STEPS.find(decades => decades >= (top - bottom) / 6);
    const values = d3.range(Math.ceil(bottom / step) * step, top, step).map(power => +`1e${power}`);
    const between = d3.ticks(10 ** low, 10 ** high, 4);
    return values.length > 1 || !between.length ? values : between;
  }

  draw(run, k, minimum) {
    const start = run.points[0].loss;
    const here = run.at(k);
    const drawn = point => Number.isFinite(point.loss) && point.loss > start * LossView.LEAST && point.loss > 0;
    const points = run.points.filter(drawn);
    // A loss of zero is nowhere on a logarithmic axis; the caption says it.
    this.frame.svg.node().toggleAttribute('hidden', !points.length);
    if (!points.length) {
      return;
    }
    const floor = minimum > start * LossView.LEAST ? minimum : null;
    const [low, high] = d3.extent([...points.map(point => point.loss), ...(floor ? [floor] : [])]).map(Math.log10);
    const room = Math.max(0.08 * (high - low), 0.1);
    const top = Math.min(high + room, 308);
    const bottom = Math.max(low - room, -307);
    const end = Math.max(run.iterations, k, 1);
    const levels = LossView.levels(bottom, top, low, high);
    this.frame.ranges(d3.scaleLog([(end + 1) ** -0.02 * 0.95, (end + 1) ** 1.03 + 0.1], [0, 1]),
      d3.scaleLog([10 ** bottom, 10 ** top], [0, 1]), levels.map(telling(levels)));
    const powers = d3.range(0, Math.ceil(Math.log10(end + 1)) + 1);
    const every = Math.ceil(powers.length / 6);
    const marks = [0, ...powers.filter(power => power % every === 0).map(power => 10 ** power)].filter(mark => mark <= end);
    this.frame.axes(axis => axis.tickValues(marks.map(mark => mark + 1)).tickFormat(value => tickText(value - 1)),
      axis => axis.tickValues(levels).tickFormat(telling(levels)));
    const place = point => [point.k + 1, point.loss];
    this.floor.attr('d', floor ? this.frame.line([[1, floor], [end + 1, floor]]) : null);
    this.rest.attr('d', this.frame.line(points.map(place)));
    const walked = [...points.filter(point => point.k <= k), here].filter(drawn);
    this.path.attr('d', walked.length > 1 ? this.frame.line(walked.map(place)) : null);
    this.now.attr('visibility', drawn(here) ? null : 'hidden');
    if (drawn(here)) {
      this.now.attr('cx', this.frame.x(here.k + 1)).attr('cy', this.frame.y(here.loss));
    }
  }
}
