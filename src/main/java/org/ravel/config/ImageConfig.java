package org.ravel.config;

import java.io.Serializable;
import java.util.List;

/**
 * How an image becomes the numbers that a network reads. Each is {@code (value × scale − mean) /
 * deviation}, where the value is one of 0 to 255.
 *
 * @param height of what the network reads, in pixels
 * @param width of the same
 * @param fit how an image is brought to this size
 * @param shorterSide to which an image is scaled before its middle is cut out, in pixels
 * @param channels their order
 * @param mean of each channel, in this order
 * @param deviation of each channel, in this order
 */
public record ImageConfig(
    int height,
    int width,
    Fit fit,
    int shorterSide,
    Channels channels,
    double scale,
    List<Double> mean,
    List<Double> deviation)
    implements Serializable {

  private static final int MOST_PIXELS = 1 << 13;

  /** How an image is brought to a size. */
  public enum Fit {
    /** It is scaled until its shorter side has some length, and the middle is cut out. */
    CROP,
    /** Both sides are scaled, each by itself. */
    STRETCH
  }

  /** An order of colours. */
  public enum Channels {
    /** Red first. */
    RGB,
    /** Blue first. */
    BGR
  }

  public ImageConfig {
    Require.between(1, MOST_PIXELS, "features.image.height", height);
    Require.between(1, MOST_PIXELS, "features.image.width", width);
    Require.present("features.image.fit", fit);
    Require.between(1, MOST_PIXELS, "features.image.shorter-side", shorterSide);
    Require.that(
        fit != Fit.CROP || shorterSide >= Math.max(height, width),
        "features.image.shorter-side",
        shorterSide,
        "be at least features.image.height and features.image.width, which are %d and %d, with features.image.fit = crop"
            .formatted(height, width));
    Require.present("features.image.channels", channels);
    Require.positive("features.image.scale", scale);
    requireThree("features.image.mean", mean);
    requireThree("features.image.deviation", deviation);
    mean.forEach(
        one -> Require.that(Double.isFinite(one), "features.image.mean", one, "be finite"));
    deviation.forEach(one -> Require.positive("features.image.deviation", one));
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  private static void requireThree(String key, List<Double> numbers) {
    Require.present(key, numbers);
    Require.that(numbers.size() == 3, key, numbers, "be three numbers, one for each channel");
  }
}
