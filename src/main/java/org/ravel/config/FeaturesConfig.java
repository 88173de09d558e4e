package org.ravel.config;

import java.util.List;

/**
 * How a convolutional network makes features of images.
 *
 * @param path the folder with the features
 * @param input files, directories or globs on any Hadoop file system
 * @param form what is kept of the map that the network makes of an image
 * @param grid height and width of the grid, in places
 * @param malformed what happens to images that cannot be read: fail or skip
 * @param chunkSize bytes of image files per unit of work and per output file
 */
public record FeaturesConfig(
    String path,
    List<String> input,
    Form form,
    List<Integer> grid,
    NetworkFile network,
    ImageConfig image,
    MalformedText malformed,
    ByteSize chunkSize) {

  /** A map of more places than these is not shrunk, but enlarged. */
  private static final int MOST_PLACES = 1 << 6;

  /** What is kept of a map. */
  public enum Form {
    /** The mean over all places. */
    VECTOR,
    /** A vector for each place of a grid, the mean of the places of the map that it covers. */
    GRID
  }

  /** In which order the numbers of an image, or of a map, lie behind each other. */
  public enum Layout {
    /** One channel after the other. */
    NCHW,
    /** One place after the other. */
    NHWC
  }

  /**
   * A network, as a file of ONNX.
   *
   * @param file null only where no features are made
   * @param input the tensor that takes the image; null for the only one
   * @param output the tensor that is read, an output of the network or one within it; null for the
   *     only output
   * @param outputLayout that of this tensor; null for that of the input
   */
  public record NetworkFile(
      String file, String input, String output, Layout layout, Layout outputLayout) {

    public NetworkFile {
      if (file != null) {
        Require.path("features.network.file", file);
      }
      Require.present("features.network.layout", layout);
      requireName("features.network.input", input);
      requireName("features.network.output", output);
    }

    /** That of the map. */
    public Layout mapLayout() {
      return outputLayout == null ? layout : outputLayout;
    }

    private static void requireName(String key, String name) {
      Require.that(name == null || !name.isEmpty(), key, "empty", "name a tensor, or be null");
    }
  }

  public FeaturesConfig {
    Require.path("features.path", path);
    Require.present("features.input", input);
    input.forEach(place -> Require.path("features.input", place));
    Require.present("features.form", form);
    Require.present("features.grid", grid);
    Require.that(
        grid.size() == 2, "features.grid", grid, "be a height and a width, such as [7, 7]");
    grid.forEach(side -> Require.between(1, MOST_PLACES, "features.grid", side));
    Require.present("features.malformed", malformed);
    Require.that(
        malformed != MalformedText.REPLACE,
        "features.malformed",
        ConfigNames.of(malformed),
        "be fail or skip: nothing can replace an image");
    Require.present("features.chunk-size", chunkSize);
    Require.atLeast(1, "features.chunk-size", chunkSize.bytes());
    input = List.copyOf(input);
    grid = List.copyOf(grid);
  }
}
