package org.ravel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.ravel.error.InputException;
import org.ravel.mixture.MixtureModel;

/**
 * A mixture as {@code mixture.json} describes it. Each of its models is whole in a folder beside
 * it, so that what becomes of the models that it was made of does not matter.
 *
 * @param parts in the order of the mixture
 */
record MixtureFile(List<StoredPart> parts) {
  static final String NAME = "mixture.json";

  /** Sums of rounded weights are not 1 to the last bit. */
  private static final double TOLERANCE = 1e-6;

  private static final String PREFIX = "model-";
  private static final Pattern FOLDER = Pattern.compile(PREFIX + "[1-9][0-9]{0,3}");

  /**
   * One of the models.
   *
   * @param folder its place in the mixture's folder
   * @param weight in the mixture
   * @param modelDigest SHA-256 of the folder's {@code model.json}, which has the digests of its
   *     other files
   */
  record StoredPart(String folder, double weight, String modelDigest) {}

  MixtureFile {
    parts = parts == null ? List.of() : List.copyOf(parts);
  }

  static MixtureFile of(MixtureModel mixture) {
    List<StoredPart> stored = new ArrayList<>();
    for (int i = 0; i < mixture.parts().size(); i++) {
      stored.add(
          new StoredPart(folder(i), mixture.weights().get(i), mixture.parts().get(i).digest()));
    }
    return new MixtureFile(stored);
  }

  /** Where a model is, in the folder of its mixture. */
  static String folder(int part) {
    return PREFIX + (part + 1);
  }

  /** Whether a name is that of a folder with a model. */
  static boolean isFolder(String name) {
    return FOLDER.matcher(name).matches();
  }

  /**
   * Refuses what is none.
   *
   * @param file for the message
   * @throws InputException if it has no models, or weights that are none
   */
  MixtureFile require(Object file) {
    double sum = parts.stream().mapToDouble(StoredPart::weight).sum();
    boolean known =
        parts.stream()
            .allMatch(
                part -> part.weight() >= 0 && part.folder() != null && isFolder(part.folder()));
    if (parts.isEmpty() || !known || Math.abs(sum - 1) > TOLERANCE) {
      throw new InputException(
          "%s names %d models with weights that sum to %s, but must name the folders of models (%s1, …) with weights of 0 or more that sum to 1; publish the model again"
              .formatted(file, parts.size(), sum, PREFIX));
    }
    return this;
  }
}
