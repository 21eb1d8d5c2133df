/* One line of words: where the descent is, what is to be said of its rate, and why something was not done. */
'use strict';

class StatusLine {
  /** Above so many iterations, their number is said in few digits. */
  static MOST_IN_FULL = 10n ** 15n;

  /** names in the order of the coefficients; order is that in which they are said. */
  constructor(element, lab, { names, order }) {
    Object.assign(this, { element, lab, names, order });
  }

  say(run, point, rates) {
    const { lab, names } = this;
    const values = names.length > 4 ? '' : this.order.map(n => `${names[n]} = ${lab.brief(point.coefficients[n])}`).join(', ');
    this.element.textContent = `Iteration ${point.k}: ${values}${values && ', '}loss ${lab.brief(point.loss)}. `;
    const verdict = this.span('verdict', run.stable ? this.reach(run.needed) : this.divergence(run, rates));
    verdict.className = run.stable ? '' : 'bad';
  }

  reach(needed) {
    if (needed === null) {
      return '';
    }
    if (needed === 0n) {
      return 'It begins at the lowest point.';
    }
    const digits = String(needed);
    const many = needed < StatusLine.MOST_IN_FULL ? needed.toLocaleString('en-US')
      : `about ${digits[0]}.${digits.slice(1, 3)}e${digits.length - 1}`;
    return `At this rate ${many} ${needed === 1n ? 'iteration brings' : 'iterations bring'} the loss `
      + 'above its minimum down to 10⁻¹² of its start.';
  }

  divergence(run, rates) {
    const [rate, limit] = tellApart(this.lab, Number(run.rate), rates.stableBelow);
    return `The descent diverges: the learning rate ${rate} is not below the limit ${limit}.${run.end < run.iterations
      ? ` After iteration ${run.end} the numbers grow beyond what is drawn.` : ''}`;
  }

  /** Adds why something was not done. */
  refuse(words) {
    this.span('refused', ` ${words}`).className = 'bad';
  }

  underWay() {
    this.element.textContent = 'The descent is under way.';
  }

  span(id, words) {
    const span = document.createElement('span');
    span.id = id;
    span.textContent = words;
    this.element.append(span);
    return span;
  }
}
