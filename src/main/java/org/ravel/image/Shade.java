package org.ravel.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** A shade to lay over a picture, which lets through what somebody looked at. */
public final class Shade {
  /** How much the darkest place hides, of 255. */
  static final int DARKEST = 180;

  private Shade() {}

  /**
   * A small PNG with a pixel for each place, black, and the more transparent the more weight the
   * place has; a browser smooths it when it is enlarged.
   *
   * @param weights row by row, from 0; the greatest one lets everything through
   */
  public static byte[] png(int width, int height, List<Double> weights) {
    if (weights.size() != width * height) {
      throw new IllegalArgumentException(
          "%d weights are none of %d × %d places".formatted(weights.size(), width, height));
    }
    double greatest = weights.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    BufferedImage shade = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < weights.size(); i++) {
      double share = greatest > 0 ? weights.get(i) / greatest : 1;
      int alpha = (int) Math.round(DARKEST * (1 - share));
      shade.setRGB(i % width, i / width, alpha << 24);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(shade, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a shade cannot be written to memory", e);
    }
    return bytes.toByteArray();
  }
}
