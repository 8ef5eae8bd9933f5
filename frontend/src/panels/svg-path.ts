/** Collects canvas drawing calls as the text of an SVG path, so that both draw the same marks. */
export class SvgPath implements CanvasPath {
  text = '';

  moveTo(x: number, y: number): void {
    this.text += `M${round(x)} ${round(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.text += `L${round(x)} ${round(y)}`;
  }

  closePath(): void {
    this.text += 'Z';
  }

  rect(x: number, y: number, w: number, h: number): void {
    this.text += `M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}Z`;
  }

  roundRect(x: number, y: number, w: number, h: number): void {
    this.rect(x, y, w, h);
  }

  bezierCurveTo(a: number, b: number, c: number, d: number, x: number, y: number): void {
    this.text += `C${[a, b, c, d, x, y].map(round).join(' ')}`;
  }

  quadraticCurveTo(a: number, b: number, x: number, y: number): void {
    this.text += `Q${[a, b, x, y].map(round).join(' ')}`;
  }

  arcTo(_a: number, _b: number, x: number, y: number): void {
    this.lineTo(x, y);
  }

  /** Only whole circles are drawn by our marks. */
  arc(x: number, y: number, r: number): void {
    this.ellipse(x, y, r, r);
  }

  ellipse(x: number, y: number, rx: number, ry: number): void {
    const half = `a${round(rx)} ${round(ry)} 0 1 0`;
    const start = `M${round(x - rx)} ${round(y)}`;
    this.text += `${start}${half} ${round(2 * rx)} 0${half} ${round(-2 * rx)} 0`;
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
