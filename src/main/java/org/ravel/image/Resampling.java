package org.ravel.image;

import java.util.Arrays;

/**
 * Scales pictures by a triangle filter that is as wide as the pixels of the result are in the
 * source, as Pillow's {@code BILINEAR} does: a shrunk picture sees all of its pixels.
 */
final class Resampling {
  private static final int CHANNELS = 3;

  private Resampling() {}

  /**
   * What the pixels of a line of the result are made of.
   *
   * @param first by pixel, the first one of the source
   * @param weights by pixel, those of the pixels from there; they add up to 1
   */
  private record Filter(int[] first, float[][] weights) {

    static Filter of(int from, int to) {
      double scale = (double) from / to;
      double reach = Math.max(scale, 1);
      int[] first = new int[to];
      float[][] weights = new float[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        int begin = Math.max(0, (int) (centre - reach + 0.5));
        int end = Math.min(from, (int) (centre + reach + 0.5));
        double[] own = new double[end - begin];
        double sum = 0;
        for (int j = begin; j < end; j++) {
          own[j - begin] = Math.max(0, 1 - Math.abs((j + 0.5 - centre) / reach));
          sum += own[j - begin];
        }
        first[i] = begin;
        weights[i] = new float[own.length];
        for (int j = 0; j < own.length; j++) {
          weights[i][j] = (float) (own[j] / sum);
        }
      }
      return new Filter(first, weights);
    }
  }

  static Picture scaled(Picture picture, int toWidth, int toHeight) {
    float[] wide = lines(picture, Filter.of(picture.width(), toWidth));
    return columns(wide, toWidth, Filter.of(picture.height(), toHeight));
  }

  private static float[] lines(Picture picture, Filter filter) {
    int to = filter.first().length;
    float[] scaled = new float[CHANNELS * to * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      int line = CHANNELS * y * picture.width();
      for (int x = 0; x < to; x++) {
        float[] weights = filter.weights()[x];
        for (int c = 0; c < CHANNELS; c++) {
          float sum = 0;
          for (int j = 0; j < weights.length; j++) {
            int at = line + CHANNELS * (filter.first()[x] + j) + c;
            sum += weights[j] * (picture.rgb()[at] & 0xff);
          }
          scaled[CHANNELS * (y * to + x) + c] = sum;
        }
      }
    }
    return scaled;
  }

  private static Picture columns(float[] source, int width, Filter filter) {
    int to = filter.first().length;
    int line = CHANNELS * width;
    byte[] scaled = new byte[line * to];
    float[] sums = new float[line];
    for (int y = 0; y < to; y++) {
      Arrays.fill(sums, 0);
      float[] weights = filter.weights()[y];
      for (int j = 0; j < weights.length; j++) {
        int from = line * (filter.first()[y] + j);
        for (int i = 0; i < line; i++) {
          sums[i] += weights[j] * source[from + i];
        }
      }
      for (int i = 0; i < line; i++) {
        scaled[line * y + i] = (byte) Math.min(255, Math.max(0, Math.round(sums[i])));
      }
    }
    return new Picture(width, to, scaled);
  }
}
