package org.ravel.feature;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.ravel.config.FeaturesConfig.Layout;
import org.ravel.config.ImageConfig;
import org.ravel.image.Picture;

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

  /** Brings a picture to its size, and puts its numbers into a buffer, from its beginning. */
  void fill(FloatBuffer buffer, Picture picture) {
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

  private Picture fitted(Picture picture) {
    return switch (image.fit()) {
      case CROP ->
          picture.withShorterSide(image.shorterSide()).middle(image.width(), image.height());
      case STRETCH -> picture.scaled(image.width(), image.height());
    };
  }
}
