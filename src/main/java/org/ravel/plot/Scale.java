package org.ravel.plot;

import java.util.List;
import org.ravel.plot.Ticks.Tick;

/** Puts an axis's values into pixels. */
sealed interface Scale permits LinearScale, LogScale, CategoryScale {
  /** The pixel of a value; not finite if the scale has no place for the value. */
  double position(double value);

  /**
   * Values to label.
   *
   * @param most how many steps between them there is room for
   */
  List<Tick> ticks(int most);

  /** The first pixel. */
  double from();

  /** The last pixel. */
  double to();
}
