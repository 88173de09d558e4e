package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ravel.config.LabelGroupConfig;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.network.head.Categorical;

/**
 * Groups of labels that are measured as one: targets whose label is in none of them are left out,
 * and the answer is the group that is the most probable as a whole.
 *
 * @param names of the groups; none where nothing is grouped
 * @param groups by label, the place of its group, or {@link #NONE}
 */
public record LabelGroups(List<String> names, int[] groups) implements Serializable {
  /** In place of a group's place. */
  static final int NONE = -1;

  /**
   * Refuses groups of what is no label.
   *
   * @throws ConfigurationException if there is no label that a group names
   */
  public static void require(List<LabelGroupConfig> config, Vocabulary labels) {
    require(config, LabelNames.of(labels));
  }

  private static void require(List<LabelGroupConfig> config, LabelNames labels) {
    Set<String> known = Set.copyOf(labels.names());
    for (LabelGroupConfig group : config) {
      for (String label : group.labels()) {
        if (!known.contains(label)) {
          throw new ConfigurationException(
              "evaluation.label-groups names the label %s, but the labels are %s; name some of these"
                  .formatted(label, String.join(", ", labels.names())));
        }
      }
    }
  }

  /**
   * As configured.
   *
   * @throws ConfigurationException if there is no label that a group names
   */
  public static LabelGroups of(List<LabelGroupConfig> config, LabelNames labels) {
    require(config, labels);
    int[] groups = new int[labels.other() + 1];
    Arrays.fill(groups, NONE);
    List<String> names = new ArrayList<>();
    for (LabelGroupConfig group : config) {
      group.labels().forEach(label -> groups[labels.names().indexOf(label)] = names.size());
      names.add(group.name());
    }
    return new LabelGroups(names, groups);
  }

  /** Whether there are any. */
  boolean areThere() {
    return !names.isEmpty();
  }

  /** Whether a label is in one. */
  boolean has(int label) {
    return groups[label] != NONE;
  }

  int of(int label) {
    return groups[label];
  }

  /** The most probable one. */
  int best(Categorical labels, int row, int step) {
    double[] mass = new double[names.size()];
    for (int label = 0; label < groups.length - 1; label++) {
      if (has(label)) {
        mass[groups[label]] += Math.exp(-labels.nats(row, step, label));
      }
    }
    int best = 0;
    for (int group = 1; group < mass.length; group++) {
      best = mass[group] > mass[best] ? group : best;
    }
    return best;
  }

  /** Their names in words. */
  String words() {
    return names.stream().collect(Collectors.joining(" or "));
  }
}
