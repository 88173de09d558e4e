package org.ravel.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.ravel.config.ConfigLoader;
import org.ravel.config.StoredConfig;
import org.ravel.config.SweptSetting;
import org.ravel.pipeline.JobContext;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/**
 * One training of a sweep. Its folder's name follows from all that decides what it comes to, so
 * that a sweep over more values finds the trainings of the one before.
 *
 * @param settings the values of what varies
 * @param folder where it is kept
 * @param config the configuration that follows
 */
record Trial(Map<String, String> settings, Path folder, ConfigLoader.Loaded config) {
  private static final int NAME_LENGTH = 12;

  /**
   * A training with some values.
   *
   * @param context of the sweep
   * @param sweep the sweep's folder
   * @param shards digest of the shards, and of those that models are measured on where they differ
   * @throws org.ravel.error.ConfigurationException if the values break a rule, by themselves or
   *     together
   */
  static Trial of(JobContext context, Path sweep, String shards, Map<String, String> settings) {
    ConfigLoader.Loaded judged =
        ConfigLoader.load("the sweep's configuration", context.configText(), settings);
    Path folder = new Path(sweep, "trials/" + name(judged.text(), shards));
    Map<String, String> placed = new LinkedHashMap<>(settings);
    placed.put("model.path", new Path(folder, "model").toString());
    placed.put("training.path", new Path(folder, "training").toString());
    return new Trial(
        settings,
        folder,
        ConfigLoader.load("the sweep's configuration", context.configText(), placed));
  }

  /** The values in a line. */
  String words() {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" "));
  }

  /** The folder of the training itself. */
  Path run(Storage storage) {
    return storage.qualified(config.values().training().path());
  }

  /** Where its result is. */
  Path result() {
    return new Path(folder, "trial.json");
  }

  private static String name(String text, String shards) {
    Map<String, String> decisive =
        new TreeMap<>(StoredConfig.parse("the sweep's configuration", text).settings());
    decisive.keySet().removeIf(key -> !SweptSetting.mayVary(key));
    return Sha256.of(shards + decisive).substring(0, NAME_LENGTH);
  }
}
