'use strict';

// The same as figures() of Sample, for each of them; bits go back as hexadecimal digits, a refusal as its message.
const element = id => document.getElementById(id);

function figures(lab, sample) {
  const { x, y, moments, formula, rate, start } = sample;
  const problem = moments === '' ? lab.fromPoints(x, y) : lab.fromMoments(moments, formula);
  const iterations = sample.iterations.map(BigInt);
  const standardized = iterations[1] % 2n === 1n;
  const descent = problem.descend(rate, { start, standardized });
  const rates = problem.rates({ standardized });
  const errors = problem.errors();
  const rSquared = problem.rSquared === null ? NaN : problem.rSquared;
  const points = iterations.map(k => descent.at(k)).flatMap(({ coefficients, loss }) => [...coefficients, loss]);
  return [
    ...problem.optimum,
    problem.minimum, rSquared, problem.loss(start), descent.stable ? 1 : 0,
    ...problem.gradient(start),
    ...problem.curvature,
    ...problem.ellipse(0, problem.terms.length - 1),
    rates.stableBelow, rates.fastest,
    errors.degreesOfFreedom, errors.residualStdError, errors.adjustedRSquared, errors.fStatistic,
    ...errors.stdErrors.flatMap((error, i) => [error, errors.t[i]]),
    ...points,
    ...descent.path(iterations[0], iterations[0], 10),
  ];
}

function texts(lab, sample) {
  const { x, y, moments, formula, rate, start } = sample;
  const problem = moments === '' ? lab.fromPoints(x, y) : lab.fromMoments(moments, formula);
  const [first, second] = sample.iterations.map(BigInt);
  const descent = problem.descend(rate, { start, standardized: second % 2n === 1n });
  return `${problem.equation(problem.optimum)} ${descent.trace(first).map(row => row.join(',')).join('/')}`;
}

function bits(numbers) {
  const words = new BigUint64Array(new Float64Array(numbers).buffer);
  return Array.from(words, word => word.toString(16)).join(' ');
}

function answer(lab, sample) {
  try {
    return `${bits(figures(lab, sample))} ${texts(lab, sample)}`;
  } catch (e) {
    return e.message;
  }
}

function ended(title, text) {
  const result = document.createElement('pre');
  result.id = 'result';
  result.textContent = text;
  document.title = title;
  document.body.append(result);
}

/** Milliseconds for what a moved slider redraws: the best and the first of ten. */
function redrawing(lab) {
  const times = [];
  for (let i = 1; i <= 10; i++) {
    const before = performance.now();
    const points = lab.fromPoints([1, 2, 3, 4, 5], [3, 5, 7, 9, 11]).descend(`0.0${i}`).path(0, 5, 200);
    times.push(performance.now() - before);
    if (points.length !== 600 && i <= 8) {
      throw new Error(`${points.length} numbers of 200 points`);
    }
  }
  return `${Math.min(...times.slice(0, 8)).toFixed(1)} ${times[0].toFixed(1)}`;
}

Leastline.load(element('module').textContent).then(lab => {
  const times = redrawing(lab);
  const samples = JSON.parse(element('data').textContent);
  ended('done', [times, ...samples.map(sample => answer(lab, sample))].join('\n'));
}).catch(e => ended('failed', e.stack));
