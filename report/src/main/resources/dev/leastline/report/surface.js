/* The same bowl as a surface to turn, in a canvas: rings of equal loss, the farthest drawn first, and the path upon them. */
'use strict';

class SurfaceView {
  static RINGS = 18;
  static SPOKES = 48;
  static HEIGHT = 1.25;
  /** How far above the rim, as a share of the height, a path is drawn. */
  static EDGE = 1.6;

  constructor(canvas) {
    this.canvas = canvas;
    this.yaw = null;
    this.pitch = 0.42;
    canvas.addEventListener('pointerdown', event => canvas.setPointerCapture(event.pointerId));
    canvas.addEventListener('pointermove', event => {
      if (event.buttons) {
        this.turn(event.movementX * 0.01, event.movementY * 0.008);
      }
    });
    canvas.addEventListener('keydown', event => {
      const turn = { ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, -0.08], ArrowDown: [0, 0.08] }[event.key];
      if (turn) {
        event.preventDefault();
        this.turn(...turn);
      }
    });
  }

  turn(yaw, pitch) {
    this.yaw += yaw;
    this.pitch = Math.max(0.06, Math.min(Math.PI / 2, this.pitch + pitch));
    this.draw();
  }

  show(problem, plane, names, radius, zoom, run, k) {
    Object.assign(this, { problem, plane, names, r: radius / zoom, run, k });
    if (this.yaw === null) {
      // So that the long side of the bowl lies across.
      const leaning = d3.sum([0, 1, 2, 3, 4, 5, 6, 7], n => {
        const [x, y] = plane.contour(1, n * Math.PI / 4);
        return (x - plane.bottom[0]) / plane.reach[0] * (y - plane.bottom[1]) / plane.reach[1];
      });
      this.yaw = leaning < 0 ? 0.55 : -0.55;
    }
    this.draw();
  }

  /** A place of the plane and a share of the height (0 the bottom, 1 the rim) on the canvas; and how far away it is. */
  project([x, y], height) {
    const a = (x - this.plane.bottom[0]) / (this.plane.reach[0] * this.r);
    const b = (y - this.plane.bottom[1]) / (this.plane.reach[1] * this.r);
    const across = a * Math.cos(this.yaw) - b * Math.sin(this.yaw);
    const away = a * Math.sin(this.yaw) + b * Math.cos(this.yaw);
    const { width, height: pixels } = this.canvas;
    const scale = Math.min(width, pixels) * 0.4;
    const up = away * Math.sin(this.pitch) + (height - 0.42) * SurfaceView.HEIGHT * Math.cos(this.pitch);
    return [width / 2 + across * scale, pixels / 2 - up * scale, away * Math.cos(this.pitch) - height * Math.sin(this.pitch)];
  }

  draw() {
    if (!this.plane) {
      return;
    }
    const density = Math.min(2, window.devicePixelRatio || 1);
    this.canvas.width = 420 * density;
    this.canvas.height = 330 * density;
    const context = this.canvas.getContext('2d');
    context.lineJoin = 'round';
    this.drawFloor(context, density);
    this.drawRings(context, density);
    this.drawPath(context, density);
  }

  drawFloor(context, density) {
    const { bottom, reach } = this.plane;
    const corner = (a, b) => this.project([bottom[0] + a * reach[0] * this.r, bottom[1] + b * reach[1] * this.r], 0);
    const corners = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
    context.strokeStyle = colour('--edge');
    context.lineWidth = density;
    context.beginPath();
    corners.forEach(([x, y], n) => (n ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
    context.stroke();
    context.fillStyle = colour('--muted');
    context.font = `${12 * density}px system-ui, sans-serif`;
    context.textAlign = 'center';
    // The names stand at the edges that are nearer.
    const nearer = (p, q) => (p[1] > q[1] ? p : q);
    const [x0, y0] = nearer(corner(0, -1.14), corner(0, 1.14));
    const [x1, y1] = nearer(corner(-1.14, 0), corner(1.14, 0));
    context.fillText(this.names[0], x0, Math.min(y0 + 8 * density, this.canvas.height - 5 * density));
    context.fillText(this.names[1], x1, Math.min(y1 + 8 * density, this.canvas.height - 5 * density));
  }

  drawRings(context, density) {
    const tiles = [];
    const corner = (ring, spoke) => {
      const share = ring / SurfaceView.RINGS;
      return this.project(this.plane.contour(this.r * share, spoke * 2 * Math.PI / SurfaceView.SPOKES), share * share);
    };
    for (let ring = 0; ring < SurfaceView.RINGS; ring++) {
      for (let spoke = 0; spoke < SurfaceView.SPOKES; spoke++) {
        const corners = [corner(ring, spoke), corner(ring, spoke + 1), corner(ring + 1, spoke + 1), corner(ring + 1, spoke)];
        tiles.push({ corners, far: d3.mean(corners, c => c[2]), share: (ring + 0.5) / SurfaceView.RINGS });
      }
    }
    tiles.sort((a, b) => b.far - a.far);
    context.fillStyle = colour('--bowl');
    context.strokeStyle = colour('--paper');
    context.lineWidth = 0.6 * density;
    for (const { corners, share } of tiles) {
      context.globalAlpha = 0.2 + 0.5 * (1 - share);
      context.beginPath();
      corners.forEach(([x, y], n) => (n ? context.lineTo(x, y) : context.moveTo(x, y)));
      context.closePath();
      context.fill();
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /** On the surface; a step out of the picture, or into it, is drawn as far as its edge. */
  drawPath(context, density) {
    const here = this.run.at(this.k);
    const walked = [...this.run.points.filter(point => point.k <= this.k), here]
      .filter(point => Number.isFinite(point.loss)).map(point => this.stop(point));
    const near = walked.filter(stop => stop.share < SurfaceView.EDGE).map(stop => this.project(stop.place, stop.share));
    const fine = isZigzag(near);
    context.strokeStyle = colour('--line');
    context.fillStyle = colour('--line');
    context.lineWidth = (fine ? 0.8 : 2) * density;
    context.beginPath();
    walked.slice(1).forEach((stop, n) => this.drawStep(context, walked[n], stop));
    context.stroke();
    for (const place of near.slice(0, 60)) {
      this.dot(context, place, (fine ? 1.3 : 2.4) * density);
    }
    const { place, share } = this.stop(here);
    if (share < SurfaceView.EDGE) {
      context.strokeStyle = colour('--paper');
      context.lineWidth = 1.5 * density;
      this.dot(context, this.project(place, share), 6 * density);
      context.stroke();
    }
  }

  stop(point) {
    return { place: this.plane.place(point.coefficients), share: (point.loss - this.problem.minimum) / (this.r * this.r) };
  }

  drawStep(context, from, to) {
    const [low, high] = from.share < to.share ? [from, to] : [to, from];
    if (low.share >= SurfaceView.EDGE) {
      return;
    }
    const part = high.share > SurfaceView.EDGE ? (SurfaceView.EDGE - low.share) / (high.share - low.share) : 1;
    const end = low.place.map((at, n) => at + part * (high.place[n] - at));
    context.moveTo(...this.project(low.place, low.share));
    context.lineTo(...this.project(end, Math.min(high.share, SurfaceView.EDGE)));
  }

  dot(context, [x, y], radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}
