package org.ravel.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Files of pictures. */
public final class Pictures {
  private Pictures() {}

  /** A picture as a file. */
  public static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("Java writes no such %s".formatted(format));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * A picture of 4 × 4 pixels as a PNG: red counts the pixels from 0, row by row; blue is twice as
   * much.
   */
  public static byte[] counting() {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16; i++) {
      image.setRGB(i % 4, i / 4, i << 16 | 2 * i);
    }
    return file(image, "png");
  }
}
