package org.ravel.job;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.ravel.config.RavelConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.registry.ModelReference;
import org.ravel.storage.Storage;

/** Keeps a command from replacing what it reads, or what another command has made. */
final class Places {
  private final Storage storage;

  Places(Storage storage) {
    this.storage = storage;
  }

  /**
   * A place and the setting that names it.
   *
   * @param key the setting
   * @param path its value
   */
  record Place(String key, String path) {}

  /**
   * Where the commands keep what they make, but for one place; a version of a model lies in its
   * registry.
   *
   * @param but the key of the place that is left out
   */
  static List<Place> outputs(RavelConfig config, String but) {
    List<Place> places = new ArrayList<>();
    if (!ModelReference.matches(config.model().path())) {
      places.add(new Place("model.path", config.model().path()));
    }
    places.add(new Place("training.path", config.training().path()));
    places.add(new Place("shards.path", config.shards().path()));
    places.add(new Place("evaluation.path", config.evaluation().path()));
    places.add(new Place("sweep.path", config.sweep().path()));
    places.add(new Place("scoring.path", config.scoring().path()));
    places.add(new Place("prediction.path", config.prediction().path()));
    places.add(new Place("features.path", config.features().path()));
    places.add(new Place("registry.path", config.registry().path()));
    places.add(new Place("retraining.path", config.retraining().path()));
    places.removeIf(place -> place.key().equals(but));
    return places;
  }

  /**
   * Refuses an output that is, or contains, something to keep: publishing it would remove that.
   *
   * @throws ConfigurationException if it does
   */
  void requireApart(Place output, List<Place> kept) {
    for (Place other : kept) {
      if (contains(output, other)) {
        throw new ConfigurationException(
            "%s is %s but must not be or contain %s (%s), which it would replace; set one of them to another place"
                .formatted(output.key(), output.path(), other.key(), other.path()));
      }
    }
  }

  /**
   * Refuses an output inside an input: the next run would read it as such.
   *
   * @throws ConfigurationException if it is
   */
  void requireOutside(Place output, Place input) {
    if (contains(input, output)) {
      throw new ConfigurationException(
          "%s is %s but must not lie in %s (%s), where it would be read as input; set one of them to another place"
              .formatted(output.key(), output.path(), input.key(), input.path()));
    }
  }

  /**
   * Refuses an output that is not apart from all other outputs, and from what is read for it.
   *
   * @param inputKey the setting that names what is read
   * @throws ConfigurationException if it is not
   */
  void requireApart(RavelConfig config, Place output, String inputKey, List<String> read) {
    requireApart(output, outputs(config, output.key()));
    for (String path : read) {
      Place input = new Place(inputKey, path);
      requireApart(output, List.of(input));
      requireOutside(output, input);
    }
  }

  private boolean contains(Place outer, Place inner) {
    return folder(inner).startsWith(folder(outer));
  }

  private String folder(Place place) {
    Path qualified = storage.qualified(place.path());
    return qualified.isRoot() ? qualified.toString() : qualified + "/";
  }
}
