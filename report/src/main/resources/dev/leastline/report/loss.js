/* The loss by iteration: both axes logarithmic, so that the first steps and the long way after them can be seen. */
'use strict';

class LossView {
  /** Below this share of the start there is nothing but rounding. */
  static LEAST = 1e-30;

  constructor(svg) {
    this.frame = new Frame(svg);
    this.floor = this.frame.content.append('path').attr('class', 'reference');
    this.rest = this.frame.content.append('path').attr('class', 'path rest');
    this.path = this.frame.content.append('path').attr('class', 'path');
    this.now = this.frame.content.append('circle').attr('class', 'now').attr('r', 6);
    this.frame.labels('iteration', 'loss');
  }

  draw(run, k, minimum) {
    const start = run.points[0].loss;
    const here = run.at(k);
    const drawn = point => Number.isFinite(point.loss) && point.loss > start * LossView.LEAST && point.loss > 0;
    const points = run.points.filter(drawn);
    this.frame.content.attr('visibility', points.length ? null : 'hidden');
    if (!points.length) {
      return;
    }
    const floor = minimum > start * LossView.LEAST ? minimum : null;
    const [low, high] = d3.extent([...points.map(point => point.loss), ...(floor ? [floor] : [])]).map(Math.log10);
    const room = Math.max(0.08 * (high - low), 0.1);
    const top = Math.min(high + room, 308);
    const bottom = Math.max(low - room, -307);
    const end = Math.max(run.iterations, k, 1);
    this.frame.ranges(d3.scaleLog([1, (end + 1) ** 1.03 + 0.1], [0, 1]), d3.scaleLog([10 ** bottom, 10 ** top], [0, 1]), ['1e−10']);
    const powers = d3.range(0, Math.ceil(Math.log10(end + 1)) + 1);
    const every = Math.ceil(powers.length / 6);
    const marks = [0, ...powers.filter(power => power % every === 0).map(power => 10 ** power)].filter(mark => mark <= end);
    this.frame.axes(axis => axis.tickValues(marks.map(mark => mark + 1)).tickFormat(value => tickText(value - 1)), axis => {
      const decades = Math.ceil(top) - Math.floor(bottom);
      const values = d3.range(Math.ceil(bottom), top, Math.ceil(decades / 6)).map(power => 10 ** power);
      return (values.length > 1 ? axis.tickValues(values) : axis.tickValues(d3.ticks(10 ** low, 10 ** high, 4)))
        .tickFormat(value => tickText(value));
    });
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
