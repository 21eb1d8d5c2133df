/* The controls: what they show follows the state, what one does with them changes it. */
'use strict';

class Controls {
  static RATE_STEPS = 1000;

  /** change(settings) takes what has been changed; show(k) an iteration to look at. */
  constructor({ change, show, play, step, refuse }) {
    this.change = change;
    this.show = show;
    this.refuse = refuse;
    const by = id => document.getElementById(id);
    this.by = by;
    by('controls').addEventListener('submit', event => event.preventDefault());
    this.onNumber('rate', 'The learning rate is a number above zero, such as 0.01.',
      text => Number(text) > 0 && Number.isFinite(Number(text)), text => change({ rate: text }));
    this.onNumber('iterations', 'Iterations are a whole number from 0 to 9007199254740991.',
      text => Number.isSafeInteger(Number(text)) && Number(text) >= 0, text => change({ iterations: Number(text) }));
    by('rate-slider').addEventListener('input', () => change({ rate: this.rateAt(Number(by('rate-slider').value)) }));
    by('iteration-slider').addEventListener('input', () => show(this.stops[Number(by('iteration-slider').value)]));
    by('fastest').addEventListener('click', () => change({ rate: String(this.rates.fastest) }));
    by('limit').addEventListener('click', () => change({ rate: String(this.rates.stableBelow) }));
    by('play').addEventListener('click', play);
    by('step').addEventListener('click', step);
    by('rewind').addEventListener('click', () => show(0));
    by('standardized').addEventListener('change', () => change({ standardized: by('standardized').checked, rate: 'fastest' }));
    by('centred').addEventListener('change', () => change({ centred: by('centred').checked }));
    by('zoom').addEventListener('input', () => change({ zoom: 10 ** (Number(by('zoom').value) / 20) }));
    for (const n of [0, 1]) {
      this.onNumber(`start-${n}`, 'A start is a number, such as -1.5.', text => text.trim() !== '' && Number.isFinite(Number(text)),
        text => change({ startAt: [n, Number(text)] }));
      by(`start-slider-${n}`).addEventListener('input', () => {
        const [low, high] = this.startRanges[n];
        const share = Number(by(`start-slider-${n}`).value) / 1000;
        change({ startAt: [n, +(low + (high - low) * share).toPrecision(4)] });
      });
      by(`plane-${n}`).addEventListener('change', () => change({ planeAt: [n, Number(by(`plane-${n}`).value)] }));
    }
  }

  /** A field of text for a number: what is none is marked, said, and changes nothing. */
  onNumber(id, expected, isValid, take) {
    const field = this.by(id);
    const check = () => {
      // The page writes 1,000 itself; of a rate or a start, a comma is the decimal mark of many.
      const text = id === 'iterations' ? field.value.trim().replace(/,(?=\d{3}(,|$))/g, '') : field.value.trim().replace(',', '.');
      const valid = text !== '' && isValid(text);
      field.setAttribute('aria-invalid', String(!valid));
      if (valid) {
        take(text);
      } else {
        this.refuse(expected);
      }
    };
    field.addEventListener('change', check);
    field.addEventListener('keydown', event => {
      if (event.key === 'Enter') {
        check();
      }
    });
  }

  get rateRange() {
    return [this.rates.fastest / 1000, this.rates.stableBelow * 2].map(Math.log);
  }

  rateAt(position) {
    const [low, high] = this.rateRange;
    return String(+Math.exp(low + (high - low) * position / Controls.RATE_STEPS).toPrecision(3));
  }

  positionOf(rate) {
    const [low, high] = this.rateRange;
    return Math.max(0, Math.min(1, (Math.log(rate) - low) / (high - low)));
  }

  static fill(field, text) {
    if (document.activeElement !== field || field.type !== 'text' || field.getAttribute('aria-invalid') !== 'true') {
      field.value = text;
    }
  }

  follow(state, run, rates, startRanges) {
    const { by } = this;
    this.rates = rates;
    this.startRanges = startRanges;
    this.stops = run.points.map(point => point.k);
    ['rate', 'iterations', 'start-0', 'start-1'].forEach(id => by(id).setAttribute('aria-invalid', 'false'));
    Controls.fill(by('rate'), state.rate);
    by('rate-slider').value = Math.round(this.positionOf(Number(state.rate)) * Controls.RATE_STEPS);
    by('rate-slider').setAttribute('aria-valuetext', `${state.rate}, ${run.stable ? 'stable' : 'not stable'}`);
    by('fastest-mark').style.left = `${100 * this.positionOf(rates.fastest)}%`;
    by('limit-mark').style.left = `${100 * this.positionOf(rates.stableBelow)}%`;
    Controls.fill(by('iterations'), String(state.iterations));
    by('iteration-slider').max = Math.max(1, this.stops.length - 1);
    by('standardized').checked = state.standardized;
    by('centred').checked = state.centred;
    state.plane.forEach((index, n) => {
      Controls.fill(by(`start-${n}`), String(state.start[index]));
      const [low, high] = startRanges[n];
      by(`start-slider-${n}`).value = Math.round(1000 * (state.start[index] - low) / (high - low));
      by(`start-slider-${n}`).setAttribute('aria-valuetext', String(state.start[index]));
    });
  }

  followIteration(k) {
    const slider = this.by('iteration-slider');
    slider.value = d3.bisectRight(this.stops, k) - 1;
    slider.setAttribute('aria-valuetext', `iteration ${k}`);
  }
}
