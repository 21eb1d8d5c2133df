/* The lab: loads the core, holds the state, and has everything follow it. */
'use strict';

class Page {
  static FRAME = 40;
  static STILL_FRAME = 700;
  static MOMENT = 150;
  static MOST_AT_ONCE = 4;

  constructor(lab, settings) {
    this.lab = lab;
    this.settings = settings;
    this.by = id => document.getElementById(id);
    this.rows = settings.rows;
    this.status = new StatusLine(this.by('status'), lab, settings);
    this.tablesOf = new Tables(lab, settings);
    this.problem = this.original = lab.fromMoments(settings.moments, settings.formula);
    const { start, rate, iterations, standardized, plane } = settings;
    this.state = { start: start.slice(), rate, iterations, standardized, plane: plane.slice(), centred: false, zoom: 1 };
    this.state.centred = this.canBeCentred() && Math.abs(this.correlation()) > 0.97;
    this.k = iterations;
    // The iteration to look at where the run is long enough.
    this.wanted = iterations;
    this.timer = null;
    this.choose();
    this.controls = new Controls({
      change: changes => this.change(changes),
      show: k => { this.pause(); this.wanted = k; this.show(k); },
      play: () => (this.timer ? this.pause() : this.play()),
      step: () => { this.pause(); this.stepOn(); },
      refuse: words => { this.pause(); this.refuse(words); },
    });
    this.views();
    this.measure();
    this.compute();
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.surface && this.surface.draw());
  }

  get size() {
    return this.problem.terms.length;
  }

  canBeCentred() {
    return this.size === 2 && this.problem.terms[0] === '(Intercept)';
  }

  correlation() {
    const [a, b, , c] = this.problem.curvature;
    return b / Math.sqrt(a * c);
  }

  /** What is shown at all, by the number of coefficients. */
  choose() {
    const { by } = this;
    const { names } = this.settings;
    by('centred-choice').hidden = !this.canBeCentred();
    by('plane-choice').hidden = this.size < 3;
    by('surface-view').hidden = this.size < 2;
    by('zoom').value = 0;
    for (const n of [0, 1]) {
      const select = by(`plane-${n}`);
      names.forEach((name, index) => select.add(new Option(name, index, false, index === this.state.plane[n])));
      for (const id of [`start-label-${n}`, `start-${n}`, `start-slider-${n}`]) {
        by(id).hidden = n >= this.state.plane.length;
      }
    }
    this.nameStarts();
    by('standardized').disabled = this.size === 1 && this.problem.terms[0] === '(Intercept)';
    if (this.size === 1) {
      by('bowl-title').textContent = 'The loss over the coefficient';
    }
  }

  nameStarts() {
    this.state.plane.forEach((index, n) => {
      const name = this.settings.names[index];
      this.by(`start-label-${n}`).textContent = name;
      this.by(`start-slider-${n}`).setAttribute('aria-label', `start of ${name}`);
    });
  }

  views() {
    const { by } = this;
    const start = place => this.change({ start: place });
    this.bowl = this.size > 1
      ? new BowlView(by('bowl'), by('bowl-caption'), start) : new ParabolaView(by('bowl'), start);
    this.surface = this.size > 1 ? new SurfaceView(by('surface')) : null;
    this.loss = new LossView(by('loss'));
    const { points, fitted } = this.settings;
    by('line-view').hidden = !points && !fitted;
    if (points) {
      by('line-title').textContent = 'The line over the data';
      this.data = { x: points.x, y: points.y };
      this.line = new LineView(by('line'), points, this.settings.start, (x, y, keep) => this.edit(x, y, keep));
      this.line.setData(points.x, points.y);
      by('editing').hidden = !points.editable;
      by('restore').addEventListener('click', () => this.restore());
      document.querySelectorAll('[name=tool]').forEach(radio => radio.addEventListener('change', () => {
        this.line.tool = radio.value;
      }));
    } else if (fitted) {
      by('line-title').textContent = 'Observed against fitted';
      this.fitted = new FittedView(by('line'), fitted);
    }
  }

  excess(coefficients) {
    return Math.max(0, this.problem.loss(coefficients) - this.problem.minimum);
  }

  /** How much of the bowl to show: all up to the loss at the start, or at zero. */
  measure() {
    const most = Math.max(this.excess(this.state.start), this.excess(this.problem.terms.map(() => 0)));
    this.radius = 1.08 * Math.sqrt(most > 0 ? most : this.problem.minimum || 1);
  }

  /** Whether a start lies outside of what is drawn without zoom. */
  isOutside(start) {
    if (this.size === 1) {
      const [[low, high]] = this.startRanges();
      return start[0] < low || start[0] > high;
    }
    return this.plane.place(start).some((at, n) => Math.abs(at - this.plane.bottom[n]) > this.plane.reach[n] * this.radius * 1.08);
  }

  change(changes) {
    const { state } = this;
    const playing = this.timer !== null;
    this.pause();
    if (!this.isFiniteFrom(changes)) {
      this.controls.follow(state, this.run, this.rates, this.startRanges());
      this.refuse('From there the loss is beyond the range of doubles; the start stays.');
      return;
    }
    if (changes.startAt) {
      const [n, value] = changes.startAt;
      state.start[state.plane[n]] = value;
    } else if (changes.start) {
      changes.start.forEach((value, n) => { state.start[state.plane[n]] = +value.toPrecision(4); });
    } else if (changes.planeAt) {
      const [n, index] = changes.planeAt;
      if (state.plane[1 - n] === index) {
        state.plane[1 - n] = state.plane[n];
      }
      state.plane[n] = index;
      [0, 1].forEach(m => { this.by(`plane-${m}`).value = state.plane[m]; });
      this.nameStarts();
    } else {
      Object.assign(state, changes);
      if (changes.iterations !== undefined) {
        this.wanted = changes.iterations;
      }
      if (changes.rate === 'fastest') {
        state.rate = String(this.problem.rates({ standardized: state.standardized }).fastest);
      }
    }
    if ((changes.start || changes.startAt) && this.isOutside(state.start)) {
      this.measure();
    }
    this.compute();
    if (playing && changes.zoom) {
      this.play();
    }
  }

  /** Everything anew. */
  compute() {
    const { state, problem } = this;
    this.rates = problem.rates({ standardized: state.standardized });
    const hasty = this.tabled && this.size > Page.MOST_AT_ONCE;
    this.run = new Run(problem, state, hasty ? Run.FEW : Run.most(this.size));
    if (this.size > 1) {
      const [i, j] = state.plane;
      const [a, b] = problem.curvature;
      this.plane = new Plane(problem, i, j, state.centred ? b / a : 0);
    }
    this.drawBowl();
    if (this.fitted) {
      this.fitted.setStart(state.start);
    }
    this.controls.follow(state, this.run, this.rates, this.startRanges());
    this.words();
    if (hasty) {
      this.restSoon();
    } else {
      this.tables();
      this.tabled = true;
    }
    this.show(Math.min(this.wanted, this.run.stable ? state.iterations : this.run.end));
  }

  /** Whether the start has a loss that can be drawn after these changes. */
  isFiniteFrom(changes) {
    const start = this.state.start.slice();
    if (changes.startAt) {
      start[this.state.plane[changes.startAt[0]]] = changes.startAt[1];
    } else if (changes.start) {
      changes.start.forEach((value, n) => { start[this.state.plane[n]] = value; });
    }
    return this.problem.loss(start) < 1e280;
  }

  /** Says why something was not done, beside what is shown. */
  refuse(words) {
    this.say(this.run.at(this.k));
    this.status.refuse(words);
  }

  drawBowl() {
    const { state, problem } = this;
    if (this.size === 1) {
      this.bowl.drawBowl(problem, this.settings.names[0], this.radius, state.zoom);
      return;
    }
    const names = this.planeNames();
    this.bowl.drawBowl(problem, this.plane, names, this.radius, state.zoom);
    this.by('bowl-caption').textContent = 'Each line is one of equal loss. A click, or the arrow keys, sets the start.'
      + (this.size > 2 ? ' The bowl is cut through its bottom; the path is seen from above.' : '');
  }

  planeNames() {
    const { names } = this.settings;
    const [i, j] = this.state.plane;
    return [names[i], this.state.centred ? 'height at the mean' : names[j]];
  }

  startRanges() {
    if (this.size === 1) {
      const half = this.radius * Math.sqrt(2 / this.problem.curvature[0]);
      return [[this.problem.optimum[0] - half, this.problem.optimum[0] + half]];
    }
    const [i, j] = this.state.plane;
    const plain = new Plane(this.problem, i, j);
    return plain.bottom.map((at, n) => [at - plain.reach[n] * this.radius, at + plain.reach[n] * this.radius]);
  }

  words() {
    const numbers = liveNumbers(this.lab, this.problem, this.run, this.settings.plane, this.rows, this.rates);
    document.querySelectorAll('[data-live]').forEach(element => {
      element.textContent = numbers[element.dataset.live];
    });
    document.querySelectorAll('[data-when]').forEach(element => {
      element.hidden = (element.dataset.when === 'standardized') !== this.state.standardized;
    });
  }

  tables() {
    const { every, iterations } = this.settings;
    this.tablesOf.trace(this.run, every && this.state.iterations === iterations ? every : 0);
  }

  /** When nothing has moved for a moment: with many coefficients a whole path takes longer than a picture may. */
  restSoon() {
    window.clearTimeout(this.restTimer);
    this.restTimer = window.setTimeout(() => {
      this.run = new Run(this.problem, this.state, Run.most(this.size));
      this.controls.follow(this.state, this.run, this.rates, this.startRanges());
      this.tables();
      this.show(Math.min(this.k, this.run.stable ? this.state.iterations : this.run.end));
    }, Page.MOMENT);
  }

  show(k) {
    this.k = k;
    const point = this.run.at(k);
    this.bowl.drawPath(this.run, k);
    if (this.surface) {
      this.surface.show(this.problem, this.plane, this.planeNames(), this.radius, this.state.zoom, this.run, k);
    }
    this.loss.draw(this.run, k, this.problem.minimum);
    if (this.line) {
      this.line.drawLine(point.coefficients, this.problem.optimum);
      this.by('line-caption').textContent = `${this.problem.equation(point.coefficients)} at iteration ${k}; dashed: `
        + `${this.problem.equation(this.problem.optimum)}.${this.settings.points.note}`;
    } else if (this.fitted) {
      this.fitted.draw(point.coefficients);
      this.by('line-caption').textContent = `At iteration ${k}; on the dashed line they would be equal.`
        + this.settings.fitted.note;
    }
    this.by('loss-caption').textContent = `${this.lab.brief(point.loss)} at iteration ${k}; the least there is, `
      + `${this.lab.brief(this.problem.minimum)}.`;
    this.controls.followIteration(k);
    this.errors = this.errorsOf === this.problem ? this.errors : this.problem.errors();
    this.errorsOf = this.problem;
    this.tablesOf.now(point, this.problem, this.errors, this.rows);
    if (!this.timer) {
      this.say(point);
    }
  }

  say(point) {
    this.status.say(this.run, point, this.rates);
  }

  play() {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const all = this.run.points.map(point => point.k);
    // The 1st, 2nd, 4th, 8th and so on, as a still has to show more than a moment.
    const ks = still ? all.filter((_, n) => (n & (n - 1)) === 0 || n === all.length - 1) : all;
    let next = this.k >= this.run.end ? 0 : d3.bisectRight(ks, this.k);
    const button = this.by('play');
    this.status.underWay();
    button.textContent = 'Pause';
    button.setAttribute('aria-pressed', 'true');
    const tick = () => {
      if (next >= ks.length) {
        this.pause();
        return;
      }
      this.wanted = ks[next];
      this.show(ks[next]);
      // The first steps are the ones to see.
      const pace = still ? Page.STILL_FRAME : next < 12 ? 8 * Page.FRAME - 20 * next : Page.FRAME;
      next += 1;
      this.timer = window.setTimeout(tick, pace);
    };
    this.timer = window.setTimeout(tick, 0);
  }

  pause() {
    if (this.timer) {
      window.clearTimeout(this.timer);
      this.timer = null;
      this.by('play').textContent = 'Play';
      this.by('play').setAttribute('aria-pressed', 'false');
      this.say(this.run.at(this.k));
    }
  }

  stepOn() {
    const next = this.k + 1;
    if (next > this.state.iterations) {
      this.change({ iterations: next });
    } else if (Number.isFinite(this.run.at(next).loss)) {
      this.wanted = next;
      this.show(next);
    }
  }

  /** Other points; if they have no line, the last one that had stays, and the reason is said. */
  edit(x, y, keepAxes) {
    const names = [this.settings.points.xLabel, this.settings.points.yLabel];
    let problem;
    try {
      problem = this.lab.fromPoints(x, y, names);
    } catch (refusal) {
      this.line.setData(this.line.data.x, this.line.data.y, keepAxes);
      this.refuse(`Those points would have no line, so these stay: ${refusal.message}.`);
      return;
    }
    this.pause();
    const fastest = Number(this.state.rate) === this.rates.fastest;
    this.problem = problem;
    if (fastest) {
      this.state.rate = String(problem.rates({ standardized: this.state.standardized }).fastest);
    }
    if (!keepAxes || Math.sqrt(this.excess(this.state.start)) > this.radius) {
      this.measure();
    }
    this.rows = x.length;
    this.line.setData(x, y, keepAxes);
    this.by('restore').disabled = false;
    document.querySelectorAll('.edited').forEach(note => { note.hidden = false; });
    this.compute();
  }

  restore() {
    this.problem = this.original;
    this.rows = this.settings.rows;
    this.line.setData(this.settings.points.x, this.settings.points.y);
    this.by('restore').disabled = true;
    document.querySelectorAll('.edited').forEach(note => { note.hidden = true; });
    this.measure();
    this.compute();
  }
}

(async () => {
  const lab = document.getElementById('lab');
  const text = id => document.getElementById(id).textContent;
  const settings = JSON.parse(text('settings'));
  const missing = document.getElementById('missing');
  const refuse = words => {
    document.getElementById('playground').hidden = true;
    missing.textContent = words;
    missing.hidden = false;
    lab.dataset.state = 'missing';
  };
  if (settings.refusal) {
    refuse(settings.refusal);
    return;
  }
  let core;
  try {
    core = await Leastline.load(text('module'));
  } catch (error) {
    refuse('This browser cannot run the lab: it needs WebAssembly with garbage collection (Chrome 119, Firefox 120, '
      + 'Safari 18.2, or newer). Table, pictures and explanation do without.');
    return;
  }
  document.getElementById('playground').hidden = false;
  document.querySelectorAll('.instead').forEach(picture => picture.remove());
  window.leastlinePage = new Page(core, settings);
  lab.dataset.state = 'ready';
})();
