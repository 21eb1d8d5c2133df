/*
 * The data in step with the descent: for one predictor the line moving over the points, which can be dragged, added and
 * removed if there are few; for several the observed against the fitted values, moving towards the line of equality.
 */
'use strict';

class LineView {
  static MOST_ERRORS = 80;

  /** start has intercept and slope; edit(x, y) takes other points. */
  constructor(svg, settings, start, edit) {
    this.svg = svg;
    this.settings = settings;
    this.start = start;
    this.frame = new Frame(svg);
    this.errors = this.frame.content.append('path').attr('class', 'error');
    this.best = this.frame.content.append('path').attr('class', 'reference');
    this.path = this.frame.content.append('path').attr('class', 'line');
    this.points = this.frame.layer(settings.editable ? 'points editable' : 'points');
    if (!settings.editable) {
      // Among so many points, a line below them would not be seen.
      this.best.raise();
      this.path.raise();
    }
    this.tool = 'move';
    if (settings.editable) {
      this.editing = new Editing(this, edit);
    }
  }

  /** Points of the data as they now are; keeps the axes while a point is being dragged. */
  setData(x, y, keepAxes = false) {
    this.data = { x, y };
    if (!keepAxes) {
      const [low, high] = d3.extent(y);
      const [b, w] = this.start;
      // The line at the start too, unless that would leave too little room for the points.
      const first = d3.extent(x).map(at => b + w * at).filter(v => v > low - (high - low) && v < high + (high - low));
      this.frame.ranges(d3.scaleLinear(roomy(x), [0, 1]), d3.scaleLinear(roomy([...y, ...first], 0.08), [0, 1]));
      this.frame.labels(this.settings.xLabel, this.settings.yLabel);
      this.frame.axes();
    }
    const radius = x.length > 500 ? 1.7 : x.length > 100 ? 2.6 : 4;
    const dots = this.points.selectAll('circle').data(d3.range(x.length)).join('circle').attr('class', 'point')
      .attr('r', this.editing ? Math.max(3.4, radius) : radius)
      .attr('cx', i => this.frame.x(x[i])).attr('cy', i => this.frame.y(y[i]));
    if (this.editing) {
      this.editing.attach(dots);
    }
  }

  drawLine(coefficients, optimum) {
    const [low, high] = this.frame.x.domain();
    const line = ([b, w]) => [[low, b + w * low], [high, b + w * high]];
    const finite = coefficients.every(Number.isFinite);
    this.path.attr('d', finite ? this.frame.line(line(coefficients)) : null);
    this.best.attr('d', this.frame.line(line(optimum)));
    const { x, y } = this.data;
    const few = finite && x.length <= LineView.MOST_ERRORS;
    this.errors.attr('d', few
      ? x.map((at, i) => this.frame.line([[at, y[i]], [at, coefficients[0] + coefficients[1] * at]])).join('') : null);
  }
}

/** What pointer and keyboard do to points. One of them is in the order of the tab key; the others by page up and down. */
class Editing {
  constructor(view, edit) {
    this.view = view;
    this.edit = edit;
    this.current = 0;
    view.frame.svg.on('click', event => {
      if (view.tool === 'add' && !event.defaultPrevented) {
        this.add(...view.frame.at(event));
      }
    });
  }

  attach(dots) {
    const { x, y } = this.view.data;
    this.current = Math.min(this.current, x.length - 1);
    dots.attr('tabindex', i => (i === this.current ? 0 : -1)).attr('role', 'button')
      .attr('aria-roledescription', 'point to move')
      .attr('aria-label', i => `point ${i + 1} of ${x.length}: ${this.view.settings.xLabel} ${tickText(x[i])}, `
        + `${this.view.settings.yLabel} ${tickText(y[i])}`)
      .on('keydown', (event, i) => this.key(event, i))
      .on('click', (event, i) => {
        if (this.view.tool === 'remove') {
          this.remove(i);
        }
      })
      .call(d3.drag().container(() => this.view.svg)
        .filter(event => this.view.tool === 'move' && !event.button)
        .on('start', event => this.focus(event.subject))
        .subject((event, i) => i)
        .on('drag', event => this.drag(event)));
  }

  drag(event) {
    const [px, py] = d3.pointer(event.sourceEvent, this.view.svg);
    const { frame } = this.view;
    const within = (value, [a, b]) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), value));
    this.move(event.subject, frame.x.invert(within(px, frame.x.range())), frame.y.invert(within(py, frame.y.range())));
  }

  focus(i) {
    this.current = i;
    const circles = this.view.points.selectAll('circle').attr('tabindex', n => (n === i ? 0 : -1));
    circles.nodes()[i].focus({ preventScroll: true });
  }

  /** To as many digits as one can see. */
  static rounded(value, scale) {
    const [low, high] = scale.domain();
    const unit = 10 ** Math.floor(Math.log10(Math.abs(high - low) / 1000));
    return +(Math.round(value / unit) * unit).toPrecision(12);
  }

  /** Where a key takes a point: not out of the picture. */
  static within(value, scale) {
    const [low, high] = scale.domain();
    return Math.max(low, Math.min(value, high));
  }

  move(i, toX, toY) {
    const { frame, data } = this.view;
    const x = data.x.slice();
    const y = data.y.slice();
    x[i] = Editing.rounded(toX, frame.x);
    y[i] = Editing.rounded(toY, frame.y);
    this.edit(x, y, true);
  }

  add(toX, toY) {
    const { frame, data } = this.view;
    this.current = data.x.length;
    this.edit([...data.x, Editing.rounded(toX, frame.x)], [...data.y, Editing.rounded(toY, frame.y)], true);
  }

  remove(i) {
    const { data } = this.view;
    this.edit(data.x.filter((_, n) => n !== i), data.y.filter((_, n) => n !== i), true);
  }

  key(event, i) {
    const { frame, data } = this.view;
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const size = scale => Math.abs(scale.domain()[1] - scale.domain()[0]) * (event.shiftKey ? 0.05 : 0.01);
    if (step) {
      this.move(i, Editing.within(data.x[i] + step[0] * size(frame.x), frame.x),
        Editing.within(data.y[i] + step[1] * size(frame.y), frame.y));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.remove(i);
    } else if (event.key === 'Insert') {
      this.add(Editing.within(data.x[i] + 2 * size(frame.x), frame.x), data.y[i]);
    } else if (event.key === 'PageUp' || event.key === 'PageDown') {
      this.focus((i + (event.key === 'PageDown' ? 1 : data.x.length - 1)) % data.x.length);
      event.preventDefault();
      return;
    } else {
      return;
    }
    event.preventDefault();
    this.focus(Math.min(this.current, this.view.data.x.length - 1));
  }
}

/** Observed against fitted values, for several predictors. */
class FittedView {
  constructor(svg, settings) {
    this.settings = settings;
    this.frame = new Frame(svg);
    this.best = this.frame.content.append('path').attr('class', 'reference');
    this.points = this.frame.layer('points');
    this.frame.labels('fitted', settings.yLabel);
  }

  fitted(coefficients) {
    const { observed, columns, intercept } = this.settings;
    return observed.map((_, row) => columns.reduce(
      (sum, column, n) => sum + coefficients[n + (intercept ? 1 : 0)] * column[row], intercept ? coefficients[0] : 0));
  }

  /** Axes that have the observed values, and the fitted ones at the start unless they are too far away. */
  setStart(start) {
    const { observed } = this.settings;
    const [low, high] = roomy(observed);
    const near = this.fitted(start).filter(v => v > low - 20 * (high - low) && v < high + 20 * (high - low));
    this.frame.ranges(d3.scaleLinear(roomy([...observed, ...near]), [0, 1]), d3.scaleLinear([low, high], [0, 1]));
    this.frame.axes();
    this.best.attr('d', this.frame.line(this.frame.x.domain().map(v => [v, v])));
  }

  draw(coefficients) {
    const { observed } = this.settings;
    const fitted = this.fitted(coefficients);
    const shown = d3.range(observed.length).filter(row => Math.abs(this.frame.x(fitted[row])) < 1e5);
    this.points.selectAll('circle').data(shown).join('circle').attr('class', 'point').attr('r', observed.length > 100 ? 2.6 : 4)
      .attr('cx', row => this.frame.x(fitted[row])).attr('cy', row => this.frame.y(observed[row]));
  }
}
