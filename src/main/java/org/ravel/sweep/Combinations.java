package org.ravel.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.ravel.config.SweepConfig;
import org.ravel.config.SweptSetting;
import org.ravel.error.ConfigurationException;

/** The values that settings have together, in each training of a sweep. */
final class Combinations {
  private static final int MOST = 10_000;

  private Combinations() {}

  /**
   * All combinations, the last setting's values next to each other; or those that are drawn, each
   * from a generator of its own, so that more draws leave the first ones as they are.
   *
   * @param seed of the draws
   * @return values by setting, in the order of the settings; each combination once
   * @throws ConfigurationException if no setting varies, or if there are too many combinations
   */
  static List<Map<String, String>> of(SweepConfig config, long seed) {
    List<SweptSetting> settings = config.settings();
    if (settings.isEmpty()) {
      throw new ConfigurationException(
          "sweep.over is empty but must name a setting that varies; give --over KEY=VALUE,VALUE, such as --over seed=1..5");
    }
    return config.draws() == 0 ? all(settings) : drawn(settings, config.draws(), seed);
  }

  private static List<Map<String, String>> all(List<SweptSetting> settings) {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (SweptSetting setting : settings) {
      if ((long) combinations.size() * setting.values().size() > MOST) {
        throw new ConfigurationException(
            "sweep.over has more than %,d combinations; list fewer values, or set sweep.draws to the number of combinations to draw"
                .formatted(MOST));
      }
      Set<Map<String, String>> longer = new LinkedHashSet<>();
      for (Map<String, String> combination : combinations) {
        for (String value : setting.values()) {
          Map<String, String> further = new LinkedHashMap<>(combination);
          further.put(setting.key(), value);
          longer.add(further);
        }
      }
      combinations = new ArrayList<>(longer);
    }
    return combinations;
  }

  private static List<Map<String, String>> drawn(
      List<SweptSetting> settings, int draws, long seed) {
    SplittableRandom source = new SplittableRandom(seed);
    Set<Map<String, String>> combinations = new LinkedHashSet<>();
    for (int i = 0; i < draws; i++) {
      SplittableRandom random = source.split();
      Map<String, String> combination = new LinkedHashMap<>();
      settings.forEach(setting -> combination.put(setting.key(), setting.draw(random)));
      combinations.add(combination);
    }
    return List.copyOf(combinations);
  }
}
