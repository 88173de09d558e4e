package org.ravel.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The model of {@code kind = mixture}.
 *
 * @param models places of the trained models whose distributions are mixed
 */
public record MixtureConfig(List<String> models) {
  private static final String KEY = "model.mixture.models";

  public MixtureConfig {
    Require.present(KEY, models);
    models = List.copyOf(models);
    Set<String> places = new HashSet<>();
    for (String model : models) {
      Require.path(KEY, model);
      Require.that(places.add(model), KEY, model, "name each model once");
    }
  }

  /** In words, such as {@code mixture of 2 models}. */
  String summary() {
    return "mixture of %d models".formatted(models.size());
  }
}
