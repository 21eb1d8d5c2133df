/* The tables of the lab: the trace as the command prints it, and the present coefficients beside those at the bottom. */
'use strict';

class Tables {
  constructor(lab, settings) {
    this.lab = lab;
    this.settings = settings;
    this.by = id => document.getElementById(id);
  }

  /** every is the one asked for, or 0 for about ten lines. */
  trace(run, every) {
    const rows = run.descent.trace(run.iterations, every);
    const head = d3.select(this.by('trace')).select('thead').selectAll('tr').data([rows[0]]).join('tr');
    head.selectAll('th').data(d => d).join('th').attr('scope', 'col').text(d => d);
    const body = d3.select(this.by('trace')).select('tbody').selectAll('tr').data(rows.slice(1)).join('tr');
    body.selectAll('td').data(d => d).join('td').text(d => d);
  }

  /** With what can be said of the coefficients without a distribution. */
  now(point, problem, errors, count) {
    const { lab } = this;
    const { names, order } = this.settings;
    const text = value => (Number.isNaN(value) ? '–' : lab.brief(value));
    const data = order.map(n => [names[n], lab.brief(point.coefficients[n]),
      lab.brief(problem.optimum[n]), text(errors.stdErrors[n]), text(errors.t[n])]);
    data.push(['loss', lab.brief(point.loss), lab.brief(problem.minimum), '', '']);
    const table = d3.select(this.by('now'));
    table.select('thead').selectAll('tr').data([['coefficient', `iteration ${point.k}`, 'bottom', 'std. error', 't']]).join('tr')
      .selectAll('th').data(d => d).join('th').attr('scope', 'col').text(d => d);
    const rows = table.select('tbody').selectAll('tr').data(data).join('tr');
    rows.selectAll('th').data(d => d.slice(0, 1)).join('th').attr('scope', 'row').text(d => d);
    rows.selectAll('td').data(d => d.slice(1)).join('td').text(d => d);
    this.by('now-notes').textContent = `n = ${count.toLocaleString('en-US')}, R² = ${
      problem.rSquared === null ? '–' : lab.brief(problem.rSquared)}, residual standard error ${
      text(errors.residualStdError)}, F = ${text(errors.fStatistic)}`;
  }
}
