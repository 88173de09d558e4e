package org.ravel.feature;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.ravel.config.FeaturesConfig.Layout;
import org.ravel.config.ImageConfig;
import org.ravel.image.MalformedImageException;
import org.ravel.image.Picture;
import org.ravel.image.PictureFile;

/**
 * How a picture becomes a network's input.
 *
 * @param layout of the input
 */
record ImageInput(ImageConfig image, Layout layout) implements Serializable {
  private static final int CHANNELS = 3;

  /** What decides about the shape, for messages. */
  static final String SETTINGS =
      "features.image.height, features.image.width and features.network.layout";

  /** The shape of one image as a minibatch. */
  long[] shape() {
    return switch (layout) {
      case NCHW -> new long[] {1, CHANNELS, image.height(), image.width()};
      case NHWC -> new long[] {1, image.height(), image.width(), CHANNELS};
    };
  }

  /** Room for one image. */
  FloatBuffer buffer() {
    return ByteBuffer.allocateDirect(Float.BYTES * CHANNELS * image.height() * image.width())
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /**
   * Brings a picture to its size, and puts its numbers into a buffer, from its beginning.
   *
   * @param name of the image, for messages
   * @throws MalformedImageException if it would be too large on the way, as a long and thin one is
   */
  void fill(FloatBuffer buffer, String name, Picture picture) {
    requireRoom(name, picture);
    Picture fitted = fitted(picture);
    int pixels = image.height() * image.width();
    int between = layout == Layout.NCHW ? 1 : CHANNELS;
    for (int c = 0; c < CHANNELS; c++) {
      int colour = image.channels() == ImageConfig.Channels.RGB ? c : CHANNELS - 1 - c;
      int first = layout == Layout.NCHW ? c * pixels : c;
      for (int i = 0; i < pixels; i++) {
        int value = fitted.rgb()[CHANNELS * i + colour] & 0xff;
        double number = (value * image.scale() - image.mean().get(c)) / image.deviation().get(c);
        buffer.put(first + i * between, (float) number);
      }
    }
  }

  private void requireRoom(String name, Picture picture) {
    long shorter = Math.min(picture.width(), picture.height());
    long longer = Math.max(picture.width(), picture.height());
    long pixels =
        switch (image.fit()) {
          case CROP -> (long) image.shorterSide() * image.shorterSide() * longer / shorter;
          // Lines are scaled before columns.
          case STRETCH -> (long) image.width() * picture.height();
        };
    if (pixels > PictureFile.MOST_PIXELS) {
      throw new MalformedImageException(
          "the image %s has %,d × %,d pixels, and %,d when it is scaled, but at most %,d are made; cut it, or take it away"
              .formatted(name, picture.width(), picture.height(), pixels, PictureFile.MOST_PIXELS),
          null);
    }
  }

  private Picture fitted(Picture picture) {
    return switch (image.fit()) {
      case CROP ->
          picture.withShorterSide(image.shorterSide()).middle(image.width(), image.height());
      case STRETCH -> picture.scaled(image.width(), image.height());
    };
  }
}
