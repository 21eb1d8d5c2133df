/* A run of the descent: its points for drawing, and its numbers in the words of the explanation. */
'use strict';

class Run {
  /** How many points to draw, by the number of coefficients: so many that a redraw stays well below a tenth of a second. */
  static most(size) {
    return size <= 3 ? 150 : size <= 5 ? 75 : 36;
  }

  /** While something moves. */
  static FEW = 9;

  constructor(problem, settings, most) {
    this.problem = problem;
    this.iterations = settings.iterations;
    this.rate = settings.rate;
    this.descent = problem.descend(settings.rate, { start: settings.start, standardized: settings.standardized });
    this.stable = this.descent.stable;
    this.known = new Map();
    this.points = [];
    for (const k of Run.schedule(this.iterations, most)) {
      const point = this.at(k);
      if (![...point.coefficients, point.loss].every(Number.isFinite)) {
        break;
      }
      this.points.push(point);
    }
  }

  /** Every one of the first iterations, then ever fewer. */
  static schedule(last, most) {
    const first = Math.round(most * 0.4);
    const ks = d3.range(0, Math.min(last, first) + 1);
    const rest = most - first;
    for (let n = 1; n <= rest && last > first; n++) {
      const k = n === rest ? last : Math.round(first * (last / first) ** (n / rest));
      if (k > ks[ks.length - 1]) {
        ks.push(k);
      }
    }
    return ks;
  }

  /** How many iterations bring the loss to the bottom, nearly; null if none do. */
  get needed() {
    if (this.reached === undefined) {
      this.reached = this.descent.iterationsTo(1e-12);
    }
    return this.reached;
  }

  at(k) {
    if (!this.known.has(k)) {
      this.known.set(k, { k, ...this.descent.at(k) });
    }
    return this.known.get(k);
  }

  /** The last iteration with finite numbers, among those that are drawn. */
  get end() {
    return this.points.length ? this.points[this.points.length - 1].k : 0;
  }
}

/** Two numbers in the digits that tell them apart. */
function tellApart(lab, one, other) {
  const brief = [one, other].map(value => lab.brief(value));
  return brief[0] === brief[1] ? [String(one), String(other)] : brief;
}

/** The numbers in the explanation, by the names that its text has for them. The command writes the same into the page. */
function liveNumbers(lab, problem, run, shown, rows, rates) {
  const brief = value => (Math.abs(value) === Infinity ? (value < 0 ? '−∞' : '∞') : lab.brief(value));
  const start = run.at(0);
  const last = run.at(run.iterations);
  const gradient = problem.gradient(start.coefficients);
  const numbers = {
    rate: brief(Number(run.rate)), limit: brief(rates.stableBelow), fastest: brief(rates.fastest),
    loss0: brief(start.loss), lossEnd: brief(last.loss), minimum: brief(problem.minimum),
    n: rows.toLocaleString('en-US'), iterations: run.iterations.toLocaleString('en-US'),
    reads: (BigInt(rows) * BigInt(run.iterations)).toLocaleString('en-US'),
    verdict: run.stable ? 'is stable' : 'is not stable: the path climbs out of the bowl',
  };
  shown.forEach((index, n) => {
    numbers[`start${n}`] = brief(start.coefficients[index]);
    numbers[`gradient${n}`] = brief(gradient[index]);
    numbers[`steps${n}`] = [0, 1, 2, 3, 4].map(k => brief(run.at(k).coefficients[index])).join(' → ');
    numbers[`first${n}`] = brief(run.at(1).coefficients[index]);
    numbers[`end${n}`] = brief(last.coefficients[index]);
    numbers[`optimum${n}`] = brief(problem.optimum[index]);
  });
  return numbers;
}
