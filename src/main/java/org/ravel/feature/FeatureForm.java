package org.ravel.feature;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.ravel.config.FeaturesConfig.Form;
import org.ravel.config.FeaturesConfig.Layout;
import org.ravel.error.ConfigurationException;

/**
 * What becomes of a network's output: a vector, or a vector for each place of a grid.
 *
 * @param layout of an output that is a map
 * @param height of the grid, in places; a vector is a grid of one
 * @param width of the same
 */
record FeatureForm(Form form, Layout layout, int height, int width) implements Serializable {

  /**
   * A map.
   *
   * @param nextPlace how far the number of the same channel at the next place is
   * @param nextChannel how far the number of the next channel at the same place is
   */
  private record FeatureMap(
      float[] numbers, int channels, int height, int width, int nextPlace, int nextChannel) {

    /** The mean over places, for each channel. */
    float[] mean(int top, int bottom, int left, int right) {
      float[] means = new float[channels];
      double places = (double) (bottom - top) * (right - left);
      for (int c = 0; c < channels; c++) {
        double sum = 0;
        for (int y = top; y < bottom; y++) {
          for (int x = left; x < right; x++) {
            sum += numbers[(y * width + x) * nextPlace + c * nextChannel];
          }
        }
        means[c] = (float) (sum / places);
      }
      return means;
    }
  }

  /** The type of a column with such features. */
  DataType type() {
    DataType vector = new ArrayType(DataTypes.FloatType, false);
    return form == Form.VECTOR ? vector : new ArrayType(vector, false);
  }

  /** In words. */
  String summary(int channels) {
    return form == Form.VECTOR
        ? "a vector of %,d numbers".formatted(channels)
        : "a grid of %d × %d vectors of %,d numbers".formatted(height, width, channels);
  }

  /** How many numbers a vector has that is made of such an output. */
  int channels(OnnxNetwork.Tensor output) {
    return map(output).channels();
  }

  /**
   * The features of an image, in the type of the column. Places of a map belong to all places of
   * the grid that they overlap, as in PyTorch's adaptive mean.
   *
   * @throws ConfigurationException if the output has another shape than maps and vectors have
   */
  Object of(OnnxNetwork.Tensor output) {
    FeatureMap map = map(output);
    if (form == Form.VECTOR) {
      return map.mean(0, map.height(), 0, map.width());
    }
    float[][] grid = new float[height * width][];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        grid[y * width + x] =
            map.mean(
                y * map.height() / height,
                -Math.floorDiv(-(y + 1) * map.height(), height),
                x * map.width() / width,
                -Math.floorDiv(-(x + 1) * map.width(), width));
      }
    }
    return grid;
  }

  private FeatureMap map(OnnxNetwork.Tensor output) {
    int[] shape = Arrays.stream(output.shape()).mapToInt(Math::toIntExact).toArray();
    if (shape.length == 2 && shape[0] == 1) {
      return required(new FeatureMap(output.numbers(), shape[1], 1, 1, shape[1], 1));
    }
    if (shape.length != 4 || shape[0] != 1) {
      throw new ConfigurationException(
          "features.network.output has the shape %s, but must be a vector, [1, features], or a map, %s; name another tensor"
              .formatted(
                  Arrays.toString(shape),
                  layout == Layout.NCHW
                      ? "[1, features, height, width]"
                      : "[1, height, width, features]"));
    }
    return required(
        layout == Layout.NCHW
            ? new FeatureMap(output.numbers(), shape[1], shape[2], shape[3], 1, shape[2] * shape[3])
            : new FeatureMap(output.numbers(), shape[3], shape[1], shape[2], shape[3], 1));
  }

  private FeatureMap required(FeatureMap map) {
    if (form == Form.GRID && (map.height() < height || map.width() < width)) {
      throw new ConfigurationException(
          "features.grid is %d × %d, but the map at features.network.output has %d × %d places; set a smaller grid, another output, or features.form=vector"
              .formatted(height, width, map.height(), map.width()));
    }
    return map;
  }
}
