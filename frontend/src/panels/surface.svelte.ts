/** A canvas that fills its box, sharp at any pixel ratio, redrawn without flicker when resized. */

/** A box in CSS pixels and the screen's pixels per CSS pixel. */
export interface Extent {
  width: number;
  height: number;
  ratio: number;
}

export class Surface {
  /** The size of the canvas's parent; read it in the effect that draws. */
  extent = $state.raw<Extent>({ width: 0, height: 0, ratio: 1 });
  #canvas: HTMLCanvasElement | null = null;

  /** For `{@attach}`: follows the size of the canvas's parent as long as the canvas lives. */
  readonly attach = (canvas: HTMLCanvasElement): (() => void) => {
    this.#canvas = canvas;
    const parent = canvas.parentElement ?? canvas;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = parent;
      const ratio = Math.min(3, window.devicePixelRatio || 1);
      const { extent } = this;
      if (width === extent.width && height === extent.height && ratio === extent.ratio) return;
      this.extent = { width, height, ratio };
    };
    // The observer runs after layout and before paint: what is drawn then is never seen late.
    const observer = new ResizeObserver(measure);
    observer.observe(parent);
    return () => {
      observer.disconnect();
      this.#canvas = null;
    };
  };

  /** The cleared context in CSS pixels, or null while there is nothing to draw on. */
  begin(): CanvasRenderingContext2D | null {
    const { width, height, ratio } = this.extent;
    const canvas = this.#canvas;
    const ctx = canvas?.getContext('2d');
    if (!canvas || !ctx || width < 1 || height < 1) return null;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    // Setting a canvas's size clears and reallocates it, even to the size it has.
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    return ctx;
  }
}
