package org.ravel.pipeline;

import org.apache.hadoop.fs.Path;
import org.ravel.config.RavelConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.registry.ModelReference;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;

/**
 * A model that a command reads, such as that of {@code model.path}: a folder, or a version of a
 * registry.
 *
 * @param folder the model's
 * @param version as {@code registry://name/7}; null where the folder stands in no registry
 */
public record ModelSource(Path folder, ModelReference version) {

  /**
   * The model that the configuration names; says so if it is a version, which is verified.
   *
   * @throws org.ravel.error.InputException if there is no such version, or it is damaged
   */
  public static ModelSource of(JobContext context) {
    return of(context, "model.path", context.config().model().path(), "model");
  }

  /**
   * A model that a setting names; says so if it is a version, which is verified.
   *
   * @param key the setting
   * @param what the model is to the user, in a word
   * @throws org.ravel.error.InputException if there is no such version, or it is damaged
   */
  public static ModelSource of(JobContext context, String key, String path, String what) {
    if (!ModelReference.matches(path)) {
      return new ModelSource(context.storage().qualified(path), null);
    }
    ModelReference reference = ModelReference.parse(key, path);
    Registry registry =
        new Registry(context.storage(), context.config().registry().path(), reference.registry());
    Version version = registry.resolve(reference);
    registry.verify(version);
    ModelSource source = new ModelSource(registry.folder(version), registry.reference(version));
    context.tell(
        "%s: %s%s, added %s"
            .formatted(
                what,
                source.version(),
                reference.version().isPresent() ? "" : ", the champion",
                version.created()));
    return source;
  }

  /**
   * Refuses a version as the place for a model.
   *
   * @throws ConfigurationException if model.path is one
   */
  public static void requireFolder(RavelConfig config) {
    if (ModelReference.matches(config.model().path())) {
      throw new ConfigurationException(
          "model.path is %s but must be a folder for train, which writes the model there; set it to a folder, and give the model to the registry with ravel models add"
              .formatted(config.model().path()));
    }
  }

  /** The folder, with the version in front if it is one. */
  @Override
  public String toString() {
    return version == null ? folder.toString() : "%s (%s)".formatted(version, folder);
  }
}
