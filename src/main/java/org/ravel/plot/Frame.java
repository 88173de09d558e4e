package org.ravel.plot;

/** The size of a drawing in pixels: one for wide windows, one for telephones. */
enum Frame {
  WIDE(960, 14, 560, 280, 180, 84),
  NARROW(360, 13, 320, 220, 150, 68);

  private final int width;
  private final int fontSize;
  private final int square;
  private final int tall;
  private final int medium;
  private final int small;

  Frame(int width, int fontSize, int square, int tall, int medium, int small) {
    this.width = width;
    this.fontSize = fontSize;
    this.square = square;
    this.tall = tall;
    this.medium = medium;
    this.small = small;
  }

  int width() {
    return width;
  }

  int fontSize() {
    return fontSize;
  }

  private int height(Panel.Size size) {
    return switch (size) {
      case SQUARE -> square;
      case TALL -> tall;
      case MEDIUM -> medium;
      case SMALL -> small;
    };
  }

  int height(Panel panel) {
    if (!panel.isMatrix()) {
      return height(panel.size());
    }
    int rows = Math.max(1, panel.y().categories().size());
    return rows * Math.max(fontSize + 3, Math.min(3 * fontSize, 2 * tall / rows));
  }

  /** The class by which a page shows the drawing that fits. */
  String cssClass() {
    return switch (this) {
      case WIDE -> "plot plot-wide";
      case NARROW -> "plot plot-narrow";
    };
  }
}
