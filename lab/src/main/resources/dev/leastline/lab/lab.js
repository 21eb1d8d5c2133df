/*
 * Leastline's core in a page: const lab = await Leastline.load(wasm), wasm being the bytes of lab.wasm, or the base64 of
 * them gzipped.
 * Needs a browser with WebAssembly's garbage collection (Chrome 119, Firefox 120, Safari 18.2), no network, and in a
 * content-security policy nothing but 'wasm-unsafe-eval' beside what lets this script run.
 *
 * Figures have the same bits as those of Leastline on the JVM. Coefficients are in the order of the terms: the intercept
 * first, if there is one. What the core refuses is thrown as an Error with the core's own words.
 */
'use strict';

const Leastline = (() => {
  /** What the module asks for. TeaVM's own runtime would compile JavaScript from strings, which a policy should forbid. */
  function imports(module) {
    const section = WebAssembly.Module.customSections(module, 'teavm.memoryRequirements')[0];
    const data = JSON.parse(new TextDecoder().decode(section)).dataSize;
    const pages = (data >> 16) + 2;
    const constant = value => new WebAssembly.Global({ value: 'i32', mutable: false }, value);
    return {
      env: { memory: new WebAssembly.Memory({ initial: pages, maximum: pages }) },
      teavmMemory: { notifyHeapResized() {}, heapOffset: constant((data + 7) & ~7), maxSize: constant(pages << 16) },
      teavmMath: Math,
      teavmDate: { currentTimeMillis: () => Date.now() },
    };
  }

  function wholeNumber(number) {
    const whole = BigInt(number);
    if (BigInt.asIntN(64, whole) !== whole) {
      throw new RangeError(`${number} has more than 63 bits`);
    }
    return whole;
  }

  class Lab {
    #wasm;

    constructor(wasm) {
      this.#wasm = wasm;
    }

    /** A line through points: two arrays of numbers of one length, and what they are called. */
    fromPoints(x, y, [xName, yName] = ['x', 'y']) {
      return this.#problem('ofPoints', this.doubles(x), this.doubles(y), this.text(xName), this.text(yName));
    }

    /** A formula over the text of a moments file, however many rows that sums up. */
    fromMoments(moments, formula) {
      return this.#problem('ofMoments', this.text(moments), this.text(formula));
    }

    /** Numbers as the command writes them: a brief one, one of some significant digits, the shortest that reads back. */
    brief(number) {
      return this.string(this.call('brief', number));
    }

    significant(number, digits) {
      return this.string(this.call('significant', number, digits));
    }

    shortest(number) {
      return this.string(this.call('shortest', number));
    }

    #problem(name, ...data) {
      return new Problem(this, this.call(name, ...data));
    }

    call(name, ...values) {
      try {
        return this.#wasm[name](...values);
      } catch (e) {
        const tag = this.#wasm['teavm.javaException'];
        if (e instanceof WebAssembly.Exception && e.is(tag)) {
          const message = this.#wasm['teavm.exceptionMessage'](e.getArg(tag, 0));
          throw new Error(message === null ? 'a fault of the lab' : this.string(this.#wasm.units(message)));
        }
        throw e;
      }
    }

    doubles(numbers) {
      const array = this.#wasm.doubles(numbers.length);
      for (let i = 0; i < numbers.length; i++) {
        this.#wasm.setDouble(array, i, numbers[i]);
      }
      return array;
    }

    numbers(array) {
      const numbers = new Float64Array(this.#wasm.doublesLength(array));
      for (let i = 0; i < numbers.length; i++) {
        numbers[i] = this.#wasm.getDouble(array, i);
      }
      return numbers;
    }

    text(string) {
      const text = this.#wasm.text(string.length);
      for (let i = 0; i < string.length; i++) {
        this.#wasm.setChar(text, i, string.charCodeAt(i));
      }
      return text;
    }

    string(text) {
      let string = '';
      for (let i = 0; i < this.#wasm.textLength(text); i++) {
        string += String.fromCharCode(this.#wasm.getChar(text, i));
      }
      return string;
    }
  }

  class Problem {
    #lab;
    #self;

    constructor(lab, self) {
      this.#lab = lab;
      this.#self = self;
      const rSquared = this.#call('rSquared');
      /** The terms' names. */
      this.terms = Array.from({ length: this.#call('size') }, (_, i) => lab.string(this.#call('term', i)));
      /** The coefficients at the lowest point. */
      this.optimum = lab.numbers(this.#call('optimum'));
      /** The loss there. */
      this.minimum = this.#call('minimum');
      /** R², null for a response that does not vary. */
      this.rSquared = Number.isNaN(rSquared) ? null : rSquared;
      /** The second derivatives, row by row. */
      this.curvature = lab.numbers(this.#call('curvature'));
    }

    #call(name, ...values) {
      return this.#lab.call(name, this.#self, ...values);
    }

    /** { degreesOfFreedom, residualStdError, adjustedRSquared, fStatistic, stdErrors, t }; NaN for what does not exist. */
    errors() {
      const [degreesOfFreedom, residualStdError, adjustedRSquared, fStatistic, ...rest] = this.#lab.numbers(
        this.#call('errors'));
      const stdErrors = rest.filter((_, i) => i % 2 === 0);
      const t = rest.filter((_, i) => i % 2 === 1);
      return { degreesOfFreedom, residualStdError, adjustedRSquared, fStatistic, stdErrors, t };
    }

    /** The equation of coefficients: 'y = 2x + 1'. */
    equation(coefficients) {
      return this.#lab.string(this.#call('equation', this.#lab.doubles(coefficients)));
    }

    loss(coefficients) {
      return this.#call('loss', this.#lab.doubles(coefficients));
    }

    gradient(coefficients) {
      return this.#lab.numbers(this.#call('gradient', this.#lab.doubles(coefficients)));
    }

    /**
     * [ui, uj, vi, vj]: the points θ* + √(L − minimum)·(u·cos t + v·sin t) are the contour of loss L in the plane of the
     * coefficients i and j.
     */
    ellipse(i, j) {
      return this.#lab.numbers(this.#call('ellipse', i, j));
    }

    /** { stableBelow, fastest }: the limit of stable learning rates, and the fastest one. */
    rates({ standardized = false } = {}) {
      const [stableBelow, fastest] = this.#lab.numbers(this.#call('rates', standardized ? 1 : 0));
      return { stableBelow, fastest };
    }

    /** A descent at a learning rate, a decimal as it was typed, from zero or another start. */
    descend(learningRate, { start = this.terms.map(() => 0), standardized = false } = {}) {
      const rate = this.#lab.text(String(learningRate));
      return new Descent(this.#lab, this.#call('descend', rate, this.#lab.doubles(start), standardized ? 1 : 0));
    }
  }

  class Descent {
    #lab;
    #self;

    constructor(lab, self) {
      this.#lab = lab;
      this.#self = self;
      /** Whether the rate is stable: then, and only then, every start leads to the bottom. */
      this.stable = this.#call('isStable') !== 0;
    }

    #call(name, ...values) {
      return this.#lab.call(name, this.#self, ...values);
    }

    /** { coefficients, loss } after k updates, a whole number or BigInt below 2⁶³; infinite beyond the range of doubles. */
    at(k) {
      const figures = this.#lab.numbers(this.#call('at', wholeNumber(k)));
      return { coefficients: figures.slice(0, -1), loss: figures[figures.length - 1] };
    }

    /**
     * Coefficients and loss after from, from + every, from + 2·every, … updates, one after the other in a Float64Array of
     * count · (terms + 1) numbers, or fewer: it ends before the first point beyond the range of doubles.
     */
    path(from, every, count) {
      return this.#lab.numbers(this.#call('path', wholeNumber(from), wholeNumber(every), count));
    }

    /**
     * The trace of the command: rows of texts, the first the columns' names; a row for every so many updates, or about ten
     * rows for 0.
     */
    trace(iterations, every = 0) {
      const text = this.#lab.string(this.#call('trace', wholeNumber(iterations), wholeNumber(every)));
      return text.split('\n').map(line => line.split('\t'));
    }

    /** How many updates bring the loss above its minimum to a share of what it was, as a BigInt; null if none do. */
    iterationsTo(share) {
      const digits = this.#lab.string(this.#call('iterationsTo', share));
      return digits === '' ? null : BigInt(digits);
    }
  }

  async function unpacked(base64) {
    const packed = new Blob([Uint8Array.from(atob(base64), c => c.charCodeAt(0))]);
    return new Response(packed.stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  }

  async function load(wasm) {
    const bytes = typeof wasm === 'string' ? await unpacked(wasm) : wasm;
    const module = await WebAssembly.compile(bytes);
    const instance = await WebAssembly.instantiate(module, imports(module));
    return new Lab(instance.exports);
  }

  return { load };
})();
