package org.ravel.config;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Labels that are measured as one.
 *
 * @param name of the group
 * @param labels that belong to it
 */
public record LabelGroupConfig(String name, List<String> labels) implements Serializable {
  private static final String KEY = "evaluation.label-groups";

  public LabelGroupConfig {
    Require.present(KEY + ".name", name);
    Require.present(KEY + ".labels", labels);
    labels = List.copyOf(labels);
    Require.that(!labels.isEmpty(), KEY, name, "have a label in each group");
  }

  /** Refuses groups among which nothing could be told apart. */
  static void require(List<LabelGroupConfig> groups) {
    Require.that(
        groups.isEmpty() || groups.size() > 1,
        KEY,
        "one group",
        "have two groups or more, or none");
    Set<String> labels = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (LabelGroupConfig group : groups) {
      Require.that(names.add(group.name()), KEY, group.name(), "have groups of different names");
      for (String label : group.labels()) {
        Require.that(labels.add(label), KEY, label, "name each label once");
      }
    }
  }
}
