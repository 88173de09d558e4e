package org.ravel.report;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ImageConfig;
import org.ravel.error.RavelException;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.image.Picture;
import org.ravel.image.PictureFile;
import org.ravel.storage.Storage;

/**
 * Pictures to show beside their captions: small, and of each the part that the network saw which
 * made its features.
 *
 * @param byName by the name of the image
 * @param missing why others are not shown
 * @param grid height and width of the grid of features, where it has as many places as the network
 *     looks at
 */
public record ShownPictures(Map<String, Picture> byName, List<String> missing, List<Integer> grid) {
  /** Pixels of the longer side. */
  private static final int SIZE = 224;

  private static final int MOST_BYTES = 1 << 28;
  private static final List<String> ENDS = List.of("", ".jpg", ".jpeg", ".png");

  /** No picture; a grid is a square if it can be one. */
  static final ShownPictures NONE = none(List.of(1, 1));

  public ShownPictures {
    byName = Collections.unmodifiableMap(new HashMap<>(byName));
    missing = List.copyOf(missing);
    grid = List.copyOf(grid);
  }

  /** No picture. */
  public static ShownPictures none(List<Integer> grid) {
    return new ShownPictures(Map.of(), List.of(), grid);
  }

  /**
   * Reads the pictures of the captions that a report shows.
   *
   * @param folder that has them, by the names of the images, with or without the end of a file's
   *     name
   * @param fit how the network saw them
   */
  public static ShownPictures read(
      Storage storage, Path folder, Captioned captions, ImageConfig fit, List<Integer> grid) {
    Set<String> names = new LinkedHashSet<>();
    Stream.of(captions.written().random(), captions.written().worst())
        .flatMap(List::stream)
        .forEach(caption -> names.add(caption.image()));
    Map<String, Picture> found = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      try {
        Path file = file(storage, folder, name);
        if (file == null) {
          missing.add("there is no file of the image \"%s\"".formatted(name));
        } else {
          Picture picture = PictureFile.read(file.toString(), bytes(storage, file));
          found.put(name, seen(picture, fit).within(SIZE));
        }
        // Hadoop cannot read each name, and no picture is worth a measurement.
      } catch (RavelException | IllegalArgumentException e) {
        missing.add(e.getMessage());
      }
    }
    return new ShownPictures(found, missing, grid);
  }

  /** Null if there is none; names that lead out of the folder have none. */
  private static Path file(Storage storage, Path folder, String name) {
    boolean leads =
        name.isEmpty()
            || name.startsWith("/")
            || Stream.of(name.split("/", -1)).anyMatch(List.of("", ".", "..")::contains);
    if (leads) {
      return null;
    }
    for (String end : ENDS) {
      // A name may hold a colon.
      Path file = new Path(folder, new Path(null, null, name + end));
      if (storage.exists(file) && storage.status(file).isFile()) {
        return file;
      }
    }
    return null;
  }

  private static byte[] bytes(Storage storage, Path file) {
    return storage.reading(
        file,
        fileSystem -> {
          try (InputStream in = fileSystem.open(file)) {
            return in.readNBytes(MOST_BYTES);
          }
        });
  }

  private static Picture seen(Picture picture, ImageConfig fit) {
    return switch (fit.fit()) {
      case STRETCH -> picture;
      case CROP -> {
        double scale = (double) Math.min(picture.width(), picture.height()) / fit.shorterSide();
        yield picture.middle(
            part(fit.width(), scale, picture.width()), part(fit.height(), scale, picture.height()));
      }
    };
  }

  private static int part(int pixels, double scale, int whole) {
    return Math.max(1, Math.min(whole, (int) Math.round(pixels * scale)));
  }

  /** Height and width of a grid with so many places: as configured, a square, or else one row. */
  List<Integer> grid(int places) {
    if (grid.get(0) * grid.get(1) == places) {
      return grid;
    }
    int side = (int) Math.round(Math.sqrt(places));
    return side * side == places ? List.of(side, side) : List.of(1, places);
  }
}
